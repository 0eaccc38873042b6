# Generated from schema/dspy.yaml by `python -m dspy_schema_build.codegen`; do not edit.
from __future__ import annotations

import re
import sys
from datetime import (
    date,
    datetime,
    time
)
from decimal import Decimal
from enum import Enum
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    Optional,
    Union
)

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    field_validator,
    model_serializer
)


metamodel_version = "1.12.0"
version = "0.1.0"


class ConfiguredBaseModel(BaseModel):
    model_config = ConfigDict(
        serialize_by_alias = True,
        validate_by_name = True,
        validate_assignment = True,
        validate_default = True,
        extra = "forbid",
        arbitrary_types_allowed = True,
        use_enum_values = True,
        strict = False,
    )





class LinkMLMeta(RootModel):
    root: dict[str, Any] = {}
    model_config = ConfigDict(frozen=True)

    def __getattr__(self, key:str):
        return getattr(self.root, key)

    def __getitem__(self, key:str):
        return self.root[key]

    def __setitem__(self, key:str, value):
        self.root[key] = value

    def __contains__(self, key:str) -> bool:
        return key in self.root


linkml_meta = LinkMLMeta({'default_prefix': 'dspy',
     'default_range': 'string',
     'description': 'Records of DSPy, the framework for programming language '
                    'models: fine-tuning and reinforcement jobs and their runs at '
                    'vendors, language-model requests and responses, clients and '
                    'optimizers.',
     'id': 'https://w3id.org/lmodel/dspy',
     'license': 'https://www.apache.org/licenses/LICENSE-2.0',
     'name': 'dspy',
     'prefixes': {'ai': {'prefix_prefix': 'ai',
                         'prefix_reference': 'https://w3id.org/lmodel/dpv/ai/'},
                  'dct': {'prefix_prefix': 'dct',
                          'prefix_reference': 'http://purl.org/dc/terms/'},
                  'dpv_ai': {'prefix_prefix': 'dpv_ai',
                             'prefix_reference': 'https://w3id.org/dpv/ai#'},
                  'dspy': {'prefix_prefix': 'dspy',
                           'prefix_reference': 'https://w3id.org/lmodel/dspy/'},
                  'iso22989': {'prefix_prefix': 'iso22989',
                               'prefix_reference': 'https://w3id.org/lmodel/iso22989/'},
                  'iso42001': {'prefix_prefix': 'iso42001',
                               'prefix_reference': 'https://w3id.org/lmodel/iso42001/'},
                  'linkml': {'prefix_prefix': 'linkml',
                             'prefix_reference': 'https://w3id.org/linkml/'},
                  'nexus': {'prefix_prefix': 'nexus',
                            'prefix_reference': 'https://w3id.org/ai-atlas-nexus/'},
                  'nist_ai_100_1': {'prefix_prefix': 'nist_ai_100_1',
                                    'prefix_reference': 'https://w3id.org/lmodel/nist-ai-100-1/'},
                  'prov': {'prefix_prefix': 'prov',
                           'prefix_reference': 'http://www.w3.org/ns/prov#'},
                  'rdf': {'prefix_prefix': 'rdf',
                          'prefix_reference': 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'},
                  'rdfs': {'prefix_prefix': 'rdfs',
                           'prefix_reference': 'http://www.w3.org/2000/01/rdf-schema#'},
                  'schema': {'prefix_prefix': 'schema',
                             'prefix_reference': 'http://schema.org/'},
                  'shex': {'prefix_prefix': 'shex',
                           'prefix_reference': 'http://www.w3.org/ns/shex#'},
                  'xsd': {'prefix_prefix': 'xsd',
                          'prefix_reference': 'http://www.w3.org/2001/XMLSchema#'}},
     'source_file': 'schema/dspy.yaml',
     'subsets': {'clients': {'description': 'What DSPy uses to reach models; '
                                            'language-model clients, their '
                                            'providers and the jobs they start.',
                             'from_schema': 'https://w3id.org/lmodel/dspy',
                             'name': 'clients'},
                 'finetune': {'description': 'Fine-tuning and reinforcement jobs, '
                                             'their runs, training data and '
                                             'results.',
                              'from_schema': 'https://w3id.org/lmodel/dspy',
                              'name': 'finetune'},
                 'language_models': {'description': 'Provider-independent requests '
                                                    'to language models and the '
                                                    'responses to them.',
                                     'from_schema': 'https://w3id.org/lmodel/dspy',
                                     'name': 'language_models'},
                 'optimizers': {'description': 'DSPy optimizers (teleprompters) '
                                               'and their settings.',
                                'from_schema': 'https://w3id.org/lmodel/dspy',
                                'name': 'optimizers'},
                 'publishing': {'description': 'What the RDF of a record states in '
                                               'addition to its members; no record '
                                               'has it.',
                                'from_schema': 'https://w3id.org/lmodel/dspy',
                                'name': 'publishing'}},
     'title': 'DSPy schema',
     'types': {'Amount': {'base': 'float',
                          'description': 'Amount of money; a decimal number.',
                          'from_schema': 'https://w3id.org/lmodel/dspy',
                          'name': 'Amount',
                          'typeof': 'decimal',
                          'uri': 'xsd:decimal'},
               'Identifier': {'base': 'str',
                              'description': 'Opaque identifier. Any text without '
                                             'control characters that neither '
                                             'begins nor ends with white space; '
                                             'colons and slashes are allowed, and '
                                             'it is never read as an IRI or a '
                                             'CURIE.',
                              'from_schema': 'https://w3id.org/lmodel/dspy',
                              'name': 'Identifier',
                              'pattern': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]([^\\x00-\\x1F\\x7F-\\x9F]*[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF])?$',
                              'typeof': 'string',
                              'uri': 'xsd:string'},
               'ModelName': {'base': 'str',
                             'description': 'Name of a model, such as '
                                            '``openai/gpt-4.1-nano`` or '
                                            '``ft:gpt-4o-mini-2024-07-18:acme::BTz2REMH``. '
                                            'Text without white space and control '
                                            'characters.',
                             'from_schema': 'https://w3id.org/lmodel/dspy',
                             'name': 'ModelName',
                             'pattern': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]+$',
                             'typeof': 'string',
                             'uri': 'xsd:string'},
               'UtcDateTime': {'base': 'str',
                               'description': 'Moment in UTC, to the second or '
                                              'finer. RFC 3339 with an upper-case '
                                              'T, at most nine decimals of a '
                                              'second and the offset Z or +00:00, '
                                              'such as ``2025-05-05T22:42:05Z``.',
                               'from_schema': 'https://w3id.org/lmodel/dspy',
                               'name': 'UtcDateTime',
                               'pattern': '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|\\+00:00)$',
                               'typeof': 'datetime',
                               'uri': 'xsd:dateTime'},
               'boolean': {'base': 'Bool',
                           'description': 'A binary (true or false) value',
                           'exact_mappings': ['schema:Boolean'],
                           'from_schema': 'https://w3id.org/lmodel/dspy',
                           'name': 'boolean',
                           'notes': ['If you are authoring schemas in LinkML YAML, '
                                     'the type is referenced with the lower case '
                                     '"boolean".'],
                           'repr': 'bool',
                           'uri': 'xsd:boolean'},
               'curie': {'base': 'Curie',
                         'comments': ['in RDF serializations this MUST be expanded '
                                      'to a URI',
                                      'in non-RDF serializations MAY be serialized '
                                      'as the compact representation'],
                         'conforms_to': 'https://www.w3.org/TR/curie/',
                         'description': 'a compact URI',
                         'from_schema': 'https://w3id.org/lmodel/dspy',
                         'name': 'curie',
                         'notes': ['If you are authoring schemas in LinkML YAML, '
                                   'the type is referenced with the lower case '
                                   '"curie".'],
                         'repr': 'str',
                         'uri': 'xsd:string'},
               'date': {'base': 'XSDDate',
                        'description': 'a date (year, month and day) in an '
                                       'idealized calendar',
                        'exact_mappings': ['schema:Date'],
                        'from_schema': 'https://w3id.org/lmodel/dspy',
                        'name': 'date',
                        'notes': ["URI is dateTime because OWL reasoners don't "
                                  'work with straight date or time',
                                  'If you are authoring schemas in LinkML YAML, '
                                  'the type is referenced with the lower case '
                                  '"date".'],
                        'repr': 'str',
                        'uri': 'xsd:date'},
               'date_or_datetime': {'base': 'str',
                                    'description': 'Either a date or a datetime',
                                    'from_schema': 'https://w3id.org/lmodel/dspy',
                                    'name': 'date_or_datetime',
                                    'notes': ['If you are authoring schemas in '
                                              'LinkML YAML, the type is referenced '
                                              'with the lower case '
                                              '"date_or_datetime".'],
                                    'repr': 'str',
                                    'uri': 'linkml:DateOrDatetime'},
               'datetime': {'base': 'XSDDateTime',
                            'description': 'The combination of a date and time',
                            'exact_mappings': ['schema:DateTime'],
                            'from_schema': 'https://w3id.org/lmodel/dspy',
                            'name': 'datetime',
                            'notes': ['If you are authoring schemas in LinkML '
                                      'YAML, the type is referenced with the lower '
                                      'case "datetime".'],
                            'repr': 'str',
                            'uri': 'xsd:dateTime'},
               'decimal': {'base': 'Decimal',
                           'broad_mappings': ['schema:Number'],
                           'description': 'A real number with arbitrary precision '
                                          'that conforms to the xsd:decimal '
                                          'specification',
                           'from_schema': 'https://w3id.org/lmodel/dspy',
                           'name': 'decimal',
                           'notes': ['If you are authoring schemas in LinkML YAML, '
                                     'the type is referenced with the lower case '
                                     '"decimal".'],
                           'uri': 'xsd:decimal'},
               'double': {'base': 'float',
                          'close_mappings': ['schema:Float'],
                          'description': 'A real number that conforms to the '
                                         'xsd:double specification',
                          'from_schema': 'https://w3id.org/lmodel/dspy',
                          'name': 'double',
                          'notes': ['If you are authoring schemas in LinkML YAML, '
                                    'the type is referenced with the lower case '
                                    '"double".'],
                          'uri': 'xsd:double'},
               'float': {'base': 'float',
                         'description': 'A real number that conforms to the '
                                        'xsd:float specification',
                         'exact_mappings': ['schema:Float'],
                         'from_schema': 'https://w3id.org/lmodel/dspy',
                         'name': 'float',
                         'notes': ['If you are authoring schemas in LinkML YAML, '
                                   'the type is referenced with the lower case '
                                   '"float".'],
                         'uri': 'xsd:float'},
               'integer': {'base': 'int',
                           'description': 'An integer',
                           'exact_mappings': ['schema:Integer'],
                           'from_schema': 'https://w3id.org/lmodel/dspy',
                           'name': 'integer',
                           'notes': ['If you are authoring schemas in LinkML YAML, '
                                     'the type is referenced with the lower case '
                                     '"integer".'],
                           'uri': 'xsd:integer'},
               'jsonpath': {'base': 'str',
                            'conforms_to': 'https://www.ietf.org/archive/id/draft-goessner-dispatch-jsonpath-00.html',
                            'description': 'A string encoding a JSON Path. The '
                                           'value of the string MUST conform to '
                                           'JSON Point syntax and SHOULD '
                                           'dereference to zero or more valid '
                                           'objects within the current instance '
                                           'document when encoded in tree form.',
                            'from_schema': 'https://w3id.org/lmodel/dspy',
                            'name': 'jsonpath',
                            'notes': ['If you are authoring schemas in LinkML '
                                      'YAML, the type is referenced with the lower '
                                      'case "jsonpath".'],
                            'repr': 'str',
                            'uri': 'xsd:string'},
               'jsonpointer': {'base': 'str',
                               'conforms_to': 'https://datatracker.ietf.org/doc/html/rfc6901',
                               'description': 'A string encoding a JSON Pointer. '
                                              'The value of the string MUST '
                                              'conform to JSON Point syntax and '
                                              'SHOULD dereference to a valid '
                                              'object within the current instance '
                                              'document when encoded in tree form.',
                               'from_schema': 'https://w3id.org/lmodel/dspy',
                               'name': 'jsonpointer',
                               'notes': ['If you are authoring schemas in LinkML '
                                         'YAML, the type is referenced with the '
                                         'lower case "jsonpointer".'],
                               'repr': 'str',
                               'uri': 'xsd:string'},
               'ncname': {'base': 'NCName',
                          'description': 'Prefix part of CURIE',
                          'from_schema': 'https://w3id.org/lmodel/dspy',
                          'name': 'ncname',
                          'notes': ['If you are authoring schemas in LinkML YAML, '
                                    'the type is referenced with the lower case '
                                    '"ncname".'],
                          'repr': 'str',
                          'uri': 'xsd:string'},
               'nodeidentifier': {'base': 'NodeIdentifier',
                                  'description': 'A URI, CURIE or BNODE that '
                                                 'represents a node in a model.',
                                  'from_schema': 'https://w3id.org/lmodel/dspy',
                                  'name': 'nodeidentifier',
                                  'notes': ['If you are authoring schemas in '
                                            'LinkML YAML, the type is referenced '
                                            'with the lower case '
                                            '"nodeidentifier".'],
                                  'repr': 'str',
                                  'uri': 'shex:nonLiteral'},
               'objectidentifier': {'base': 'ElementIdentifier',
                                    'comments': ['Used for inheritance and type '
                                                 'checking'],
                                    'description': 'A URI or CURIE that represents '
                                                   'an object in the model.',
                                    'from_schema': 'https://w3id.org/lmodel/dspy',
                                    'name': 'objectidentifier',
                                    'notes': ['If you are authoring schemas in '
                                              'LinkML YAML, the type is referenced '
                                              'with the lower case '
                                              '"objectidentifier".'],
                                    'repr': 'str',
                                    'uri': 'shex:iri'},
               'sparqlpath': {'base': 'str',
                              'conforms_to': 'https://www.w3.org/TR/sparql11-query/#propertypaths',
                              'description': 'A string encoding a SPARQL Property '
                                             'Path. The value of the string MUST '
                                             'conform to SPARQL syntax and SHOULD '
                                             'dereference to zero or more valid '
                                             'objects within the current instance '
                                             'document when encoded as RDF.',
                              'from_schema': 'https://w3id.org/lmodel/dspy',
                              'name': 'sparqlpath',
                              'notes': ['If you are authoring schemas in LinkML '
                                        'YAML, the type is referenced with the '
                                        'lower case "sparqlpath".'],
                              'repr': 'str',
                              'uri': 'xsd:string'},
               'string': {'base': 'str',
                          'description': 'A character string',
                          'exact_mappings': ['schema:Text'],
                          'from_schema': 'https://w3id.org/lmodel/dspy',
                          'name': 'string',
                          'notes': ['In RDF serializations, a slot with range of '
                                    'string is treated as a literal or type '
                                    'xsd:string. If you are authoring schemas in '
                                    'LinkML YAML, the type is referenced with the '
                                    'lower case "string".'],
                          'uri': 'xsd:string'},
               'time': {'base': 'XSDTime',
                        'description': 'A time object represents a (local) time of '
                                       'day, independent of any particular day',
                        'exact_mappings': ['schema:Time'],
                        'from_schema': 'https://w3id.org/lmodel/dspy',
                        'name': 'time',
                        'notes': ['URI is dateTime because OWL reasoners do not '
                                  'work with straight date or time',
                                  'If you are authoring schemas in LinkML YAML, '
                                  'the type is referenced with the lower case '
                                  '"time".'],
                        'repr': 'str',
                        'uri': 'xsd:time'},
               'uri': {'base': 'URI',
                       'close_mappings': ['schema:URL'],
                       'comments': ['in RDF serializations a slot with range of '
                                    'uri is treated as a literal or type '
                                    'xsd:anyURI unless it is an identifier or a '
                                    'reference to an identifier, in which case it '
                                    'is translated directly to a node'],
                       'conforms_to': 'https://www.ietf.org/rfc/rfc3987.txt',
                       'description': 'a complete URI',
                       'from_schema': 'https://w3id.org/lmodel/dspy',
                       'name': 'uri',
                       'notes': ['If you are authoring schemas in LinkML YAML, the '
                                 'type is referenced with the lower case "uri".'],
                       'repr': 'str',
                       'uri': 'xsd:anyURI'},
               'uriorcurie': {'base': 'URIorCURIE',
                              'description': 'a URI or a CURIE',
                              'from_schema': 'https://w3id.org/lmodel/dspy',
                              'name': 'uriorcurie',
                              'notes': ['If you are authoring schemas in LinkML '
                                        'YAML, the type is referenced with the '
                                        'lower case "uriorcurie".'],
                              'repr': 'str',
                              'uri': 'xsd:anyURI'}}} )

class ImageDetail(str, Enum):
    """
    How closely a model looks at an image.
    """
    low = "low"
    """
    A small version of the image, for few tokens.
    """
    high = "high"
    """
    The image in full detail.
    """
    auto = "auto"
    """
    The provider decides.
    """


class ToolChoiceMode(str, Enum):
    """
    Whether a model may, must or must not call a tool.
    """
    auto = "auto"
    """
    The model decides.
    """
    required = "required"
    """
    The model must call a tool.
    """
    none = "none"
    """
    The model must not call a tool.
    """


class ModelType(str, Enum):
    """
    The API of the provider through which a model is called.
    """
    chat = "chat"
    """
    Chat completions.
    """
    text = "text"
    """
    Text completions, from a prompt.
    """
    responses = "responses"
    """
    OpenAI's Responses API.
    """


class TrainDataFormat(str, Enum):
    """
    Shape of the training examples. DSPy: ``dspy.clients.utils_finetune.TrainDataFormat``.
    """
    chat = "chat"
    """
    Conversations; objects with the member messages.
    """
    completion = "completion"
    """
    Pairs of text; objects with the members prompt and completion.
    """
    grpo_chat = "grpo_chat"
    """
    Groups of rated completions of one conversation, as GRPOGroup describes.
    """


class TrainingStatus(str, Enum):
    """
    How far a job has come. DSPy: ``dspy.clients.utils_finetune.TrainingStatus``.
    """
    not_started = "not_started"
    """
    Known to the client only; nothing was submitted yet.
    """
    pending = "pending"
    """
    Submitted, and waiting, queued, being validated or paused.
    """
    running = "running"
    """
    At work.
    """
    succeeded = "succeeded"
    """
    Ended with a result.
    """
    failed = "failed"
    """
    Ended by an error, without a result.
    """
    cancelled = "cancelled"
    """
    Ended on request, without a result.
    """


class MessageRole(str, Enum):
    """
    Who speaks in a training conversation.
    """
    system = "system"
    """
    Who sets the frame.
    """
    user = "user"
    """
    Who asks.
    """
    assistant = "assistant"
    """
    The model.
    """



JsonObject = dict[str, Any]


class NamedThing(ConfiguredBaseModel):
    """
    Thing that has an identifier and may have a name and a description.
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'abstract': True, 'from_schema': 'https://w3id.org/lmodel/dspy'})

    id: str = Field(default=..., description="""Stable opaque identifier for an instance.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing'], 'slot_uri': 'schema:identifier'} })
    name: Optional[str] = Field(default=None, description="""Short human-readable name.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing', 'LMToolCallPart', 'LMMessage', 'LMToolSpec'],
         'slot_uri': 'rdfs:label'} })
    description: Optional[str] = Field(default=None, description="""Free-form description.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing', 'LMToolSpec'], 'slot_uri': 'dct:description'} })

    @field_validator('id')
    def pattern_id(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]([^\x00-\x1F\x7F-\x9F]*[^\s\x00-\x1F\x7F-\x9F\uFEFF])?\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid id format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid id format: {v}"
            raise ValueError(err_msg)
        return v


class LMBasePart(ConfiguredBaseModel):
    """
    One piece of content in a message or an output. ``type`` names its kind. DSPy: ``dspy.core.types.LMBasePart`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'abstract': True,
         'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models']})

    type: str = Field(default=..., description="""Name of the kind of this object on the wire.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart', 'LMToolSpec']} })
    metadata: Optional[JsonObject] = Field(default=None, description="""Further facts about the object, under names of the writer's choice.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart',
                       'LMMessage',
                       'LMToolSpec',
                       'LMRequest',
                       'LMOutput',
                       'LMResponse',
                       'Checkpoint']} })


class LMSourcePart(LMBasePart):
    """
    Content from one source. DSPy asks for exactly one of ``data``, ``url``, ``file_id`` and ``path``: ``dspy.core.types.LMSourcePart`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'abstract': True,
         'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models']})

    media_type: Optional[str] = Field(default=None, description="""Media type of the content, such as ``image/png``.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    data: Optional[str] = Field(default=None, description="""The content itself in base64, or as a ``data:`` URI.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    url: Optional[str] = Field(default=None, description="""Web address of the content or the source.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart', 'LMCitationPart']} })
    file_id: Optional[str] = Field(default=None, description="""Identifier of a file that was uploaded to the provider.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    path: Optional[str] = Field(default=None, description="""Path of a local file.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    type: str = Field(default=..., description="""Name of the kind of this object on the wire.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart', 'LMToolSpec']} })
    metadata: Optional[JsonObject] = Field(default=None, description="""Further facts about the object, under names of the writer's choice.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart',
                       'LMMessage',
                       'LMToolSpec',
                       'LMRequest',
                       'LMOutput',
                       'LMResponse',
                       'Checkpoint']} })


class LMTextPart(LMBasePart):
    """
    Piece of text. DSPy: ``dspy.core.types.LMTextPart`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models'],
         'related_mappings': ['schema:TextObject'],
         'slot_usage': {'text': {'name': 'text', 'required': True},
                        'type': {'equals_string': 'text', 'name': 'type'}}})

    text: str = Field(default=..., description="""The text.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMTextPart',
                       'LMThinkingPart',
                       'LMCitationPart',
                       'LMRefusalPart']} })
    type: Literal["text"] = Field(default=..., description="""Name of the kind of this object on the wire.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart', 'LMToolSpec'], 'equals_string': 'text'} })
    metadata: Optional[JsonObject] = Field(default=None, description="""Further facts about the object, under names of the writer's choice.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart',
                       'LMMessage',
                       'LMToolSpec',
                       'LMRequest',
                       'LMOutput',
                       'LMResponse',
                       'Checkpoint']} })


class LMImagePart(LMSourcePart):
    """
    Image. DSPy: ``dspy.core.types.LMImagePart`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'close_mappings': ['schema:ImageObject'],
         'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models'],
         'slot_usage': {'type': {'equals_string': 'image', 'name': 'type'}}})

    detail: Optional[ImageDetail] = Field(default=None, description="""How closely the model looks at the image.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMImagePart']} })
    media_type: Optional[str] = Field(default=None, description="""Media type of the content, such as ``image/png``.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    data: Optional[str] = Field(default=None, description="""The content itself in base64, or as a ``data:`` URI.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    url: Optional[str] = Field(default=None, description="""Web address of the content or the source.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart', 'LMCitationPart']} })
    file_id: Optional[str] = Field(default=None, description="""Identifier of a file that was uploaded to the provider.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    path: Optional[str] = Field(default=None, description="""Path of a local file.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    type: Literal["image"] = Field(default=..., description="""Name of the kind of this object on the wire.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart', 'LMToolSpec'], 'equals_string': 'image'} })
    metadata: Optional[JsonObject] = Field(default=None, description="""Further facts about the object, under names of the writer's choice.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart',
                       'LMMessage',
                       'LMToolSpec',
                       'LMRequest',
                       'LMOutput',
                       'LMResponse',
                       'Checkpoint']} })


class LMAudioPart(LMSourcePart):
    """
    Sound recording. DSPy: ``dspy.core.types.LMAudioPart`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'close_mappings': ['schema:AudioObject'],
         'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models'],
         'slot_usage': {'type': {'equals_string': 'audio', 'name': 'type'}}})

    media_type: Optional[str] = Field(default=None, description="""Media type of the content, such as ``image/png``.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    data: Optional[str] = Field(default=None, description="""The content itself in base64, or as a ``data:`` URI.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    url: Optional[str] = Field(default=None, description="""Web address of the content or the source.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart', 'LMCitationPart']} })
    file_id: Optional[str] = Field(default=None, description="""Identifier of a file that was uploaded to the provider.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    path: Optional[str] = Field(default=None, description="""Path of a local file.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    type: Literal["audio"] = Field(default=..., description="""Name of the kind of this object on the wire.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart', 'LMToolSpec'], 'equals_string': 'audio'} })
    metadata: Optional[JsonObject] = Field(default=None, description="""Further facts about the object, under names of the writer's choice.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart',
                       'LMMessage',
                       'LMToolSpec',
                       'LMRequest',
                       'LMOutput',
                       'LMResponse',
                       'Checkpoint']} })


class LMVideoPart(LMSourcePart):
    """
    Video. DSPy: ``dspy.core.types.LMVideoPart`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'close_mappings': ['schema:VideoObject'],
         'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models'],
         'slot_usage': {'type': {'equals_string': 'video', 'name': 'type'}}})

    media_type: Optional[str] = Field(default=None, description="""Media type of the content, such as ``image/png``.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    data: Optional[str] = Field(default=None, description="""The content itself in base64, or as a ``data:`` URI.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    url: Optional[str] = Field(default=None, description="""Web address of the content or the source.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart', 'LMCitationPart']} })
    file_id: Optional[str] = Field(default=None, description="""Identifier of a file that was uploaded to the provider.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    path: Optional[str] = Field(default=None, description="""Path of a local file.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    type: Literal["video"] = Field(default=..., description="""Name of the kind of this object on the wire.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart', 'LMToolSpec'], 'equals_string': 'video'} })
    metadata: Optional[JsonObject] = Field(default=None, description="""Further facts about the object, under names of the writer's choice.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart',
                       'LMMessage',
                       'LMToolSpec',
                       'LMRequest',
                       'LMOutput',
                       'LMResponse',
                       'Checkpoint']} })


class LMDocumentPart(LMBasePart):
    """
    Document that serves as source material and may be cited. DSPy asks for either ``source`` or exactly one of ``data``, ``url``, ``file_id`` and ``path``: ``dspy.core.types.LMDocumentPart`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'close_mappings': ['schema:DigitalDocument'],
         'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models'],
         'slot_usage': {'type': {'equals_string': 'document', 'name': 'type'}}})

    media_type: Optional[str] = Field(default=None, description="""Media type of the content, such as ``image/png``.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    data: Optional[str] = Field(default=None, description="""The content itself in base64, or as a ``data:`` URI.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    url: Optional[str] = Field(default=None, description="""Web address of the content or the source.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart', 'LMCitationPart']} })
    file_id: Optional[str] = Field(default=None, description="""Identifier of a file that was uploaded to the provider.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    path: Optional[str] = Field(default=None, description="""Path of a local file.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    source: Optional[JsonObject] = Field(default=None, description="""Provider-specific source of a document, in place of data, url, file_id and path.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMDocumentPart']} })
    citations: Optional[JsonObject] = Field(default=None, description="""Provider-specific settings that ask for citations from the document.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMDocumentPart']} })
    title: Optional[str] = Field(default=None, description="""Title of the document or source.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMDocumentPart', 'LMCitationPart']} })
    context: Optional[str] = Field(default=None, description="""Words about the document that the model may use and does not cite.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMDocumentPart']} })
    type: Literal["document"] = Field(default=..., description="""Name of the kind of this object on the wire.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart', 'LMToolSpec'], 'equals_string': 'document'} })
    metadata: Optional[JsonObject] = Field(default=None, description="""Further facts about the object, under names of the writer's choice.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart',
                       'LMMessage',
                       'LMToolSpec',
                       'LMRequest',
                       'LMOutput',
                       'LMResponse',
                       'Checkpoint']} })


class LMBinaryPart(LMSourcePart):
    """
    Attachment of any kind of bytes. DSPy: ``dspy.core.types.LMBinaryPart`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'broad_mappings': ['schema:MediaObject'],
         'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models'],
         'slot_usage': {'type': {'equals_string': 'binary', 'name': 'type'}}})

    filename: Optional[str] = Field(default=None, description="""File name to show to the model.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBinaryPart']} })
    media_type: Optional[str] = Field(default=None, description="""Media type of the content, such as ``image/png``.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    data: Optional[str] = Field(default=None, description="""The content itself in base64, or as a ``data:`` URI.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    url: Optional[str] = Field(default=None, description="""Web address of the content or the source.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart', 'LMCitationPart']} })
    file_id: Optional[str] = Field(default=None, description="""Identifier of a file that was uploaded to the provider.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    path: Optional[str] = Field(default=None, description="""Path of a local file.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart']} })
    type: Literal["binary"] = Field(default=..., description="""Name of the kind of this object on the wire.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart', 'LMToolSpec'], 'equals_string': 'binary'} })
    metadata: Optional[JsonObject] = Field(default=None, description="""Further facts about the object, under names of the writer's choice.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart',
                       'LMMessage',
                       'LMToolSpec',
                       'LMRequest',
                       'LMOutput',
                       'LMResponse',
                       'Checkpoint']} })


class LMToolCallPart(LMBasePart):
    """
    Call of a tool that the model asks for. DSPy: ``dspy.core.types.LMToolCallPart`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models'],
         'related_mappings': ['schema:Action'],
         'slot_usage': {'name': {'name': 'name', 'required': True},
                        'type': {'equals_string': 'tool_call', 'name': 'type'}}})

    id: Optional[str] = Field(default=None, description="""Identifier that the provider gave to the call.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMToolCallPart'], 'slot_uri': 'schema:identifier'} })
    name: str = Field(default=..., description="""Short human-readable name.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing', 'LMToolCallPart', 'LMMessage', 'LMToolSpec'],
         'slot_uri': 'rdfs:label'} })
    args: Optional[JsonObject] = Field(default=None, description="""Arguments of the call, by parameter name.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMToolCallPart']} })
    provider_data: Optional[JsonObject] = Field(default=None, description="""Fields of the provider's own format that have no other place, kept verbatim.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMToolCallPart',
                       'LMToolResultPart',
                       'LMToolSpec',
                       'LMOutput',
                       'LMResponse']} })
    type: Literal["tool_call"] = Field(default=..., description="""Name of the kind of this object on the wire.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart', 'LMToolSpec'], 'equals_string': 'tool_call'} })
    metadata: Optional[JsonObject] = Field(default=None, description="""Further facts about the object, under names of the writer's choice.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart',
                       'LMMessage',
                       'LMToolSpec',
                       'LMRequest',
                       'LMOutput',
                       'LMResponse',
                       'Checkpoint']} })


class LMToolResultPart(LMBasePart):
    """
    Result of a tool, sent back to the model. DSPy: ``dspy.core.types.LMToolResultPart`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models'],
         'slot_usage': {'type': {'equals_string': 'tool_result', 'name': 'type'}}})

    call_id: Optional[str] = Field(default=None, description="""Identifier of the tool call that this is the result of.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMToolResultPart']} })
    name: Optional[str] = Field(default=None, description="""Name of the tool that was called.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMToolResultPart'], 'slot_uri': 'rdfs:label'} })
    content: Optional[list[AnyLMBasePart]] = Field(default=None, description="""What the tool gave back.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMToolResultPart']} })
    is_error: Optional[bool] = Field(default=None, description="""Whether the tool failed.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMToolResultPart']} })
    provider_data: Optional[JsonObject] = Field(default=None, description="""Fields of the provider's own format that have no other place, kept verbatim.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMToolCallPart',
                       'LMToolResultPart',
                       'LMToolSpec',
                       'LMOutput',
                       'LMResponse']} })
    type: Literal["tool_result"] = Field(default=..., description="""Name of the kind of this object on the wire.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart', 'LMToolSpec'], 'equals_string': 'tool_result'} })
    metadata: Optional[JsonObject] = Field(default=None, description="""Further facts about the object, under names of the writer's choice.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart',
                       'LMMessage',
                       'LMToolSpec',
                       'LMRequest',
                       'LMOutput',
                       'LMResponse',
                       'Checkpoint']} })


class LMThinkingPart(LMBasePart):
    """
    Reasoning that the model showed. DSPy: ``dspy.core.types.LMThinkingPart`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models'],
         'slot_usage': {'text': {'name': 'text', 'required': True},
                        'type': {'equals_string': 'thinking', 'name': 'type'}}})

    text: str = Field(default=..., description="""The text.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMTextPart',
                       'LMThinkingPart',
                       'LMCitationPart',
                       'LMRefusalPart']} })
    redacted: Optional[bool] = Field(default=None, description="""Whether the provider withheld or encrypted the text.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMThinkingPart']} })
    type: Literal["thinking"] = Field(default=..., description="""Name of the kind of this object on the wire.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart', 'LMToolSpec'], 'equals_string': 'thinking'} })
    metadata: Optional[JsonObject] = Field(default=None, description="""Further facts about the object, under names of the writer's choice.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart',
                       'LMMessage',
                       'LMToolSpec',
                       'LMRequest',
                       'LMOutput',
                       'LMResponse',
                       'Checkpoint']} })


class LMCitationPart(LMBasePart):
    """
    Source that the model cites. DSPy asks for at least one of ``text``, ``title`` and ``url``: ``dspy.core.types.LMCitationPart`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models'],
         'related_mappings': ['schema:CreativeWork'],
         'slot_usage': {'type': {'equals_string': 'citation', 'name': 'type'}}})

    text: Optional[str] = Field(default=None, description="""The text.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMTextPart',
                       'LMThinkingPart',
                       'LMCitationPart',
                       'LMRefusalPart']} })
    title: Optional[str] = Field(default=None, description="""Title of the document or source.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMDocumentPart', 'LMCitationPart']} })
    url: Optional[str] = Field(default=None, description="""Web address of the content or the source.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMSourcePart', 'LMDocumentPart', 'LMCitationPart']} })
    type: Literal["citation"] = Field(default=..., description="""Name of the kind of this object on the wire.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart', 'LMToolSpec'], 'equals_string': 'citation'} })
    metadata: Optional[JsonObject] = Field(default=None, description="""Further facts about the object, under names of the writer's choice.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart',
                       'LMMessage',
                       'LMToolSpec',
                       'LMRequest',
                       'LMOutput',
                       'LMResponse',
                       'Checkpoint']} })


class LMRefusalPart(LMBasePart):
    """
    The model's words of refusal. DSPy: ``dspy.core.types.LMRefusalPart`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models'],
         'slot_usage': {'text': {'name': 'text', 'required': True},
                        'type': {'equals_string': 'refusal', 'name': 'type'}}})

    text: str = Field(default=..., description="""The text.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMTextPart',
                       'LMThinkingPart',
                       'LMCitationPart',
                       'LMRefusalPart']} })
    type: Literal["refusal"] = Field(default=..., description="""Name of the kind of this object on the wire.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart', 'LMToolSpec'], 'equals_string': 'refusal'} })
    metadata: Optional[JsonObject] = Field(default=None, description="""Further facts about the object, under names of the writer's choice.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart',
                       'LMMessage',
                       'LMToolSpec',
                       'LMRequest',
                       'LMOutput',
                       'LMResponse',
                       'Checkpoint']} })


class LMMessage(ConfiguredBaseModel):
    """
    What one speaker says. DSPy: ``dspy.core.types.LMMessage`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'close_mappings': ['schema:Message'],
         'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models']})

    role: str = Field(default=..., description="""Who speaks; system, developer, user, assistant or tool by convention, and any other word.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMMessage'], 'slot_uri': 'dspy:role'} })
    parts: list[AnyLMBasePart] = Field(default=..., description="""The content, piece by piece and in order.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMMessage', 'LMOutput']} })
    name: Optional[str] = Field(default=None, description="""Short human-readable name.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing', 'LMToolCallPart', 'LMMessage', 'LMToolSpec'],
         'slot_uri': 'rdfs:label'} })
    metadata: Optional[JsonObject] = Field(default=None, description="""Further facts about the object, under names of the writer's choice.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart',
                       'LMMessage',
                       'LMToolSpec',
                       'LMRequest',
                       'LMOutput',
                       'LMResponse',
                       'Checkpoint']} })


class LMToolSpec(ConfiguredBaseModel):
    """
    Tool that a model may call, and the schema of its arguments. DSPy: ``dspy.core.types.LMToolSpec`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models'],
         'slot_usage': {'name': {'name': 'name', 'required': True},
                        'type': {'equals_string': 'function', 'name': 'type'}}})

    type: Literal["function"] = Field(default=..., description="""Name of the kind of this object on the wire.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart', 'LMToolSpec'], 'equals_string': 'function'} })
    name: str = Field(default=..., description="""Short human-readable name.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing', 'LMToolCallPart', 'LMMessage', 'LMToolSpec'],
         'slot_uri': 'rdfs:label'} })
    description: Optional[str] = Field(default=None, description="""Free-form description.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing', 'LMToolSpec'], 'slot_uri': 'dct:description'} })
    parameters: Optional[JsonObject] = Field(default=None, description="""JSON Schema of the tool's arguments.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMToolSpec']} })
    strict: Optional[bool] = Field(default=None, description="""Whether the provider must hold the model to the schema of the arguments.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMToolSpec']} })
    metadata: Optional[JsonObject] = Field(default=None, description="""Further facts about the object, under names of the writer's choice.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart',
                       'LMMessage',
                       'LMToolSpec',
                       'LMRequest',
                       'LMOutput',
                       'LMResponse',
                       'Checkpoint']} })
    provider_data: Optional[JsonObject] = Field(default=None, description="""Fields of the provider's own format that have no other place, kept verbatim.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMToolCallPart',
                       'LMToolResultPart',
                       'LMToolSpec',
                       'LMOutput',
                       'LMResponse']} })


class LMReasoningConfig(ConfiguredBaseModel):
    """
    Controls of models that reason natively. DSPy: ``dspy.core.types.LMReasoningConfig`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models']})

    effort: Optional[str] = Field(default=None, description="""How hard the model should think, in the provider's words, such as ``low`` or ``high``.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMReasoningConfig']} })
    max_tokens: Optional[int] = Field(default=None, description="""Greatest number of tokens to spend on reasoning.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMReasoningConfig']} })
    summary: Optional[str] = Field(default=None, description="""Which summary of the reasoning to return, in the provider's words.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMReasoningConfig']} })


class LMToolChoice(ConfiguredBaseModel):
    """
    Controls of tool calling. DSPy: ``dspy.core.types.LMToolChoice`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models']})

    mode: Optional[ToolChoiceMode] = Field(default=None, description="""Whether the model may, must or must not call a tool.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMToolChoice']} })
    allowed: Optional[list[str]] = Field(default=None, description="""Names of the tools that the model may call.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMToolChoice']} })
    parallel: Optional[bool] = Field(default=None, description="""Whether the model may call several tools at once.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMToolChoice']} })


class LMCacheConfig(ConfiguredBaseModel):
    """
    Controls of DSPy's own cache, which answers a repeated request without the provider. DSPy: ``dspy.core.types.LMCacheConfig`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models']})

    enabled: Optional[bool] = Field(default=None, description="""Whether the cache is used.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMCacheConfig', 'LMPromptCacheConfig']} })
    rollout_id: Optional[Union[int, str]] = Field(default=None, description="""Number or name that keeps otherwise equal requests apart in the cache.""", json_schema_extra = { "linkml_meta": {'any_of': [{'range': 'integer'}, {'range': 'string'}],
         'domain_of': ['LMCacheConfig']} })


class LMPromptCacheConfig(ConfiguredBaseModel):
    """
    Controls of the provider's prompt cache, which makes a repeated prefix cheaper. DSPy: ``dspy.core.types.LMPromptCacheConfig`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models']})

    enabled: Optional[bool] = Field(default=None, description="""Whether the cache is used.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMCacheConfig', 'LMPromptCacheConfig']} })
    key: Optional[str] = Field(default=None, description="""Key under which the provider keeps the prompt.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMPromptCacheConfig']} })


class LMConfig(ConfiguredBaseModel):
    """
    Controls of the generation. DSPy: ``dspy.core.types.LMConfig`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models']})

    temperature: Optional[float] = Field(default=None, description="""Sampling temperature.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMConfig', 'BaseLM']} })
    max_tokens: Optional[int] = Field(default=None, description="""Greatest number of tokens to generate.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMConfig', 'BaseLM']} })
    top_p: Optional[float] = Field(default=None, description="""Probability mass of the tokens to sample from.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMConfig']} })
    stop: Optional[list[str]] = Field(default=None, description="""Texts at which generation stops.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMConfig']} })
    n: Optional[int] = Field(default=None, description="""Number of candidates to generate.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMConfig']} })
    logprobs: Optional[Union[bool, int]] = Field(default=None, description="""Whether to return log probabilities, or of how many of the likeliest tokens.""", json_schema_extra = { "linkml_meta": {'any_of': [{'range': 'boolean'}, {'range': 'integer'}],
         'domain_of': ['LMConfig']} })
    response_format: Optional[Any] = Field(default=None, description="""Format of the answer that the provider is asked for, often a JSON Schema.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMConfig']} })
    reasoning: Optional[LMReasoningConfig] = Field(default=None, description="""Controls of native reasoning.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMConfig']} })
    tool_choice: Optional[LMToolChoice] = Field(default=None, description="""Controls of tool calling.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMConfig']} })
    cache: Optional[LMCacheConfig] = Field(default=None, description="""Controls of DSPy's own cache.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMConfig']} })
    prompt_cache: Optional[LMPromptCacheConfig] = Field(default=None, description="""Controls of the provider's prompt cache.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMConfig']} })
    extensions: Optional[JsonObject] = Field(default=None, description="""Settings that only some providers know, passed on verbatim.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMConfig']} })


class LMRequest(ConfiguredBaseModel):
    """
    Request to a language model, in no provider's format. DSPy: ``dspy.core.types.LMRequest`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models'],
         'related_mappings': ['nexus:Input', 'iso22989:InputData'],
         'slot_usage': {'model': {'name': 'model', 'required': True}}})

    model: str = Field(default=..., description="""LiteLLM-style ``provider/model`` identifier.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMRequest', 'LMResponse', 'BaseLM', 'TrainingJob']} })
    messages: list[LMMessage] = Field(default=..., description="""The conversation so far, oldest message first.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMRequest']} })
    tools: Optional[list[LMToolSpec]] = Field(default=None, description="""Tools that the model may call.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMRequest']} })
    config: Optional[LMConfig] = Field(default=None, description="""Controls of the generation.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMRequest']} })
    metadata: Optional[JsonObject] = Field(default=None, description="""Further facts about the object, under names of the writer's choice.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart',
                       'LMMessage',
                       'LMToolSpec',
                       'LMRequest',
                       'LMOutput',
                       'LMResponse',
                       'Checkpoint']} })

    @field_validator('model')
    def pattern_model(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]+\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid model format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid model format: {v}"
            raise ValueError(err_msg)
        return v


class LMUsage(ConfiguredBaseModel):
    """
    Tokens that a request used. Further members are allowed, since providers count further things. DSPy: ``dspy.core.types.LMUsage`` (3.3; replaced in 3.4).
    """
    model_config = ConfigDict(extra="allow")
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'extra_slots': {'allowed': True},
         'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models']})

    input_tokens: Optional[int] = Field(default=None, description="""Tokens read.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMUsage']} })
    output_tokens: Optional[int] = Field(default=None, description="""Tokens generated.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMUsage']} })
    total_tokens: Optional[int] = Field(default=None, description="""Tokens read and generated.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMUsage']} })
    prompt_tokens: Optional[int] = Field(default=None, description="""Tokens read, under the name that OpenAI's chat completions use.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMUsage']} })
    completion_tokens: Optional[int] = Field(default=None, description="""Tokens generated, under the name that OpenAI's chat completions use.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMUsage']} })
    reasoning_tokens: Optional[int] = Field(default=None, description="""Tokens spent on reasoning.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMUsage']} })
    cache_read_tokens: Optional[int] = Field(default=None, description="""Input tokens that came from the provider's prompt cache.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMUsage']} })
    cache_write_tokens: Optional[int] = Field(default=None, description="""Input tokens that were written to the provider's prompt cache.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMUsage']} })
    input_audio_tokens: Optional[int] = Field(default=None, description="""Tokens of audio read.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMUsage']} })
    output_audio_tokens: Optional[int] = Field(default=None, description="""Tokens of audio generated.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMUsage']} })
    details: Optional[JsonObject] = Field(default=None, description="""Finer counts in the provider's own format.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMUsage']} })


class LMOutput(ConfiguredBaseModel):
    """
    One generated candidate. DSPy: ``dspy.core.types.LMOutput`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'broad_mappings': ['iso22989:Prediction'],
         'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models']})

    parts: list[AnyLMBasePart] = Field(default=..., description="""The content, piece by piece and in order.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMMessage', 'LMOutput']} })
    finish_reason: Optional[str] = Field(default=None, description="""Why generation ended, in the provider's words, such as ``stop`` or ``length``.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMOutput']} })
    truncated: Optional[bool] = Field(default=None, description="""Whether the output was cut off.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMOutput']} })
    logprobs: Optional[Any] = Field(default=None, description="""Log probabilities of the generated tokens, in the provider's format.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMOutput']} })
    provider_output: Optional[Any] = Field(default=None, description="""The provider's object for this candidate. DSPy keeps it in memory and leaves it out of ``model_dump``.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMOutput']} })
    provider_data: Optional[JsonObject] = Field(default=None, description="""Fields of the provider's own format that have no other place, kept verbatim.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMToolCallPart',
                       'LMToolResultPart',
                       'LMToolSpec',
                       'LMOutput',
                       'LMResponse']} })
    metadata: Optional[JsonObject] = Field(default=None, description="""Further facts about the object, under names of the writer's choice.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart',
                       'LMMessage',
                       'LMToolSpec',
                       'LMRequest',
                       'LMOutput',
                       'LMResponse',
                       'Checkpoint']} })


class LMResponse(ConfiguredBaseModel):
    """
    Response to a request, in no provider's format. DSPy: ``dspy.core.types.LMResponse`` (3.3; replaced in 3.4).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['language_models'],
         'related_mappings': ['iso22989:Prediction']})

    model: Optional[str] = Field(default=None, description="""LiteLLM-style ``provider/model`` identifier.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMRequest', 'LMResponse', 'BaseLM', 'TrainingJob']} })
    outputs: list[LMOutput] = Field(default=..., description="""The candidates, best or first one first.""", min_length=1, json_schema_extra = { "linkml_meta": {'domain_of': ['LMResponse']} })
    usage: Optional[LMUsage] = Field(default=None, description="""Tokens that the request used.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMResponse']} })
    cost: Optional[float] = Field(default=None, description="""Price of the request in US dollars.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMResponse'], 'slot_uri': 'dspy:cost'} })
    cache_hit: Optional[bool] = Field(default=None, description="""Whether the response came from DSPy's cache.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMResponse']} })
    response_id: Optional[str] = Field(default=None, description="""Identifier that the provider gave to the response.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMResponse']} })
    provider_response: Optional[Any] = Field(default=None, description="""The provider's whole response. DSPy keeps it in memory and leaves it out of ``model_dump``.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMResponse']} })
    provider_data: Optional[JsonObject] = Field(default=None, description="""Fields of the provider's own format that have no other place, kept verbatim.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMToolCallPart',
                       'LMToolResultPart',
                       'LMToolSpec',
                       'LMOutput',
                       'LMResponse']} })
    metadata: Optional[JsonObject] = Field(default=None, description="""Further facts about the object, under names of the writer's choice.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart',
                       'LMMessage',
                       'LMToolSpec',
                       'LMRequest',
                       'LMOutput',
                       'LMResponse',
                       'Checkpoint']} })

    @field_validator('model')
    def pattern_model(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]+\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid model format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid model format: {v}"
            raise ValueError(err_msg)
        return v


class BaseLM(NamedThing):
    """
    Language-model client of any kind, with the state that ``dspy.BaseLM.dump_state`` gives. Further members are allowed, since the state takes in every default request parameter.
    """
    model_config = ConfigDict(extra="allow")
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'extra_slots': {'allowed': True},
         'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['clients', 'language_models'],
         'related_mappings': ['ai:LLM',
                              'dpv_ai:LLM',
                              'nexus:LargeLanguageModel',
                              'iso22989:AIModel',
                              'iso22989:InferenceEngine'],
         'slot_usage': {'model': {'name': 'model', 'required': True}}})

    model: str = Field(default=..., description="""LiteLLM-style ``provider/model`` identifier.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMRequest', 'LMResponse', 'BaseLM', 'TrainingJob']} })
    model_type: Optional[ModelType] = Field(default=None, description="""The API through which the model is called.""", json_schema_extra = { "linkml_meta": {'domain_of': ['BaseLM']} })
    cache: Optional[bool] = Field(default=None, description="""Whether DSPy keeps responses in its cache.""", json_schema_extra = { "linkml_meta": {'domain_of': ['BaseLM']} })
    num_retries: Optional[int] = Field(default=None, description="""How often a request is repeated when it fails for a passing reason.""", ge=0, json_schema_extra = { "linkml_meta": {'domain_of': ['BaseLM']} })
    temperature: Optional[float] = Field(default=None, description="""Sampling temperature.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMConfig', 'BaseLM']} })
    max_tokens: Optional[int] = Field(default=None, description="""Greatest number of tokens to generate.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMConfig', 'BaseLM']} })
    id: str = Field(default=..., description="""Stable opaque identifier for an instance.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing'], 'slot_uri': 'schema:identifier'} })
    name: Optional[str] = Field(default=None, description="""Short human-readable name.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing', 'LMToolCallPart', 'LMMessage', 'LMToolSpec'],
         'slot_uri': 'rdfs:label'} })
    description: Optional[str] = Field(default=None, description="""Free-form description.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing', 'LMToolSpec'], 'slot_uri': 'dct:description'} })

    @field_validator('model')
    def pattern_model(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]+\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid model format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid model format: {v}"
            raise ValueError(err_msg)
        return v

    @field_validator('id')
    def pattern_id(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]([^\x00-\x1F\x7F-\x9F]*[^\s\x00-\x1F\x7F-\x9F\uFEFF])?\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid id format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid id format: {v}"
            raise ValueError(err_msg)
        return v


class LM(BaseLM):
    """
    Language-model client that calls its provider through LiteLLM, with the state that ``dspy.LM.dump_state`` gives. Further members are allowed, since the state takes in every default request parameter.
    """
    model_config = ConfigDict(extra="allow")
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'extra_slots': {'allowed': True},
         'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['clients', 'language_models'],
         'related_mappings': ['iso22989:InferenceEngine']})

    finetuning_model: Optional[str] = Field(default=None, description="""Model to fine-tune, where it differs from the model to call.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LM'], 'related_mappings': ['nexus:adaptsModel']} })
    launch_kwargs: Optional[JsonObject] = Field(default=None, description="""Keyword arguments for launching the model at its provider.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LM']} })
    train_kwargs: Optional[Any] = Field(default=None, json_schema_extra = { "linkml_meta": {'domain_of': ['LM', 'TrainingJob', 'ReinforceJob', 'BootstrapFinetune']} })
    use_developer_role: Optional[bool] = Field(default=None, description="""Whether system messages are sent with the role developer.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LM']} })
    model: str = Field(default=..., description="""LiteLLM-style ``provider/model`` identifier.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMRequest', 'LMResponse', 'BaseLM', 'TrainingJob']} })
    model_type: Optional[ModelType] = Field(default=None, description="""The API through which the model is called.""", json_schema_extra = { "linkml_meta": {'domain_of': ['BaseLM']} })
    cache: Optional[bool] = Field(default=None, description="""Whether DSPy keeps responses in its cache.""", json_schema_extra = { "linkml_meta": {'domain_of': ['BaseLM']} })
    num_retries: Optional[int] = Field(default=None, description="""How often a request is repeated when it fails for a passing reason.""", ge=0, json_schema_extra = { "linkml_meta": {'domain_of': ['BaseLM']} })
    temperature: Optional[float] = Field(default=None, description="""Sampling temperature.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMConfig', 'BaseLM']} })
    max_tokens: Optional[int] = Field(default=None, description="""Greatest number of tokens to generate.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMConfig', 'BaseLM']} })
    id: str = Field(default=..., description="""Stable opaque identifier for an instance.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing'], 'slot_uri': 'schema:identifier'} })
    name: Optional[str] = Field(default=None, description="""Short human-readable name.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing', 'LMToolCallPart', 'LMMessage', 'LMToolSpec'],
         'slot_uri': 'rdfs:label'} })
    description: Optional[str] = Field(default=None, description="""Free-form description.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing', 'LMToolSpec'], 'slot_uri': 'dct:description'} })

    @field_validator('finetuning_model')
    def pattern_finetuning_model(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]+\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid finetuning_model format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid finetuning_model format: {v}"
            raise ValueError(err_msg)
        return v

    @field_validator('model')
    def pattern_model(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]+\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid model format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid model format: {v}"
            raise ValueError(err_msg)
        return v

    @field_validator('id')
    def pattern_id(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]([^\x00-\x1F\x7F-\x9F]*[^\s\x00-\x1F\x7F-\x9F\uFEFF])?\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid id format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid id format: {v}"
            raise ValueError(err_msg)
        return v


class Provider(NamedThing):
    """
    Who launches, fine-tunes and reinforces models. DSPy: ``dspy.clients.provider.Provider``.
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['clients'],
         'related_mappings': ['ai:MachineLearningPlatform',
                              'dpv_ai:MachineLearningPlatform',
                              'nexus:AiProvider',
                              'iso22989:AIPlatformProvider',
                              'iso42001:AnnexAControlId#a_10_3',
                              'iso42001:SupplierRelationship',
                              'nist_ai_100_1:AiActorTaskEnum#THIRD_PARTY_ENTITIES',
                              'prov:SoftwareAgent']})

    finetunable: Optional[bool] = Field(default=None, description="""Whether the provider runs fine-tuning jobs.""", json_schema_extra = { "linkml_meta": {'domain_of': ['Provider']} })
    reinforceable: Optional[bool] = Field(default=None, description="""Whether the provider runs reinforcement jobs.""", json_schema_extra = { "linkml_meta": {'domain_of': ['Provider']} })
    training_job_class: Optional[str] = Field(default=None, description="""Python class of the provider's fine-tuning jobs, such as ``dspy.clients.openai.TrainingJobOpenAI``.""", json_schema_extra = { "linkml_meta": {'domain_of': ['Provider']} })
    reinforce_job_class: Optional[str] = Field(default=None, description="""Python class of the provider's reinforcement jobs, such as ``dspy.clients.provider.ReinforceJob``.""", json_schema_extra = { "linkml_meta": {'domain_of': ['Provider']} })
    id: str = Field(default=..., description="""Stable opaque identifier for an instance.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing'], 'slot_uri': 'schema:identifier'} })
    name: Optional[str] = Field(default=None, description="""Short human-readable name.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing', 'LMToolCallPart', 'LMMessage', 'LMToolSpec'],
         'slot_uri': 'rdfs:label'} })
    description: Optional[str] = Field(default=None, description="""Free-form description.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing', 'LMToolSpec'], 'slot_uri': 'dct:description'} })

    @field_validator('id')
    def pattern_id(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]([^\x00-\x1F\x7F-\x9F]*[^\s\x00-\x1F\x7F-\x9F\uFEFF])?\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid id format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid id format: {v}"
            raise ValueError(err_msg)
        return v


class TrainingJob(NamedThing):
    """
    Asynchronous fine-tuning job (``dspy.clients.provider.TrainingJob``).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'broad_mappings': ['nexus:AiLifecyclePhase',
                            'iso22989:AILifecycleStage',
                            'iso42001:AISystemLifecycleStage',
                            'nist_ai_100_1:AiLifecycleStage'],
         'close_mappings': ['ai:ModelTraining'],
         'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['clients', 'finetune']})

    job_id: Optional[str] = Field(default=None, json_schema_extra = { "linkml_meta": {'domain_of': ['TrainingJob', 'ReinforceJob']} })
    model: Optional[str] = Field(default=None, description="""LiteLLM-style ``provider/model`` identifier.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMRequest', 'LMResponse', 'BaseLM', 'TrainingJob']} })
    training_status: Optional[TrainingStatus] = Field(default=None, json_schema_extra = { "linkml_meta": {'domain_of': ['TrainingJob']} })
    train_data_format: Optional[TrainDataFormat] = Field(default=None, json_schema_extra = { "linkml_meta": {'domain_of': ['TrainingJob', 'BootstrapFinetune']} })
    train_data: Optional[list[Any]] = Field(default=None, description="""Training examples in provider-acceptable shape.""", json_schema_extra = { "linkml_meta": {'domain_of': ['TrainingJob']} })
    train_kwargs: Optional[Any] = Field(default=None, json_schema_extra = { "linkml_meta": {'domain_of': ['LM', 'TrainingJob', 'ReinforceJob', 'BootstrapFinetune']} })
    id: str = Field(default=..., description="""Stable opaque identifier for an instance.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing'], 'slot_uri': 'schema:identifier'} })
    name: Optional[str] = Field(default=None, description="""Short human-readable name.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing', 'LMToolCallPart', 'LMMessage', 'LMToolSpec'],
         'slot_uri': 'rdfs:label'} })
    description: Optional[str] = Field(default=None, description="""Free-form description.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing', 'LMToolSpec'], 'slot_uri': 'dct:description'} })

    @field_validator('job_id')
    def pattern_job_id(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]([^\x00-\x1F\x7F-\x9F]*[^\s\x00-\x1F\x7F-\x9F\uFEFF])?\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid job_id format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid job_id format: {v}"
            raise ValueError(err_msg)
        return v

    @field_validator('model')
    def pattern_model(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]+\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid model format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid model format: {v}"
            raise ValueError(err_msg)
        return v

    @field_validator('id')
    def pattern_id(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]([^\x00-\x1F\x7F-\x9F]*[^\s\x00-\x1F\x7F-\x9F\uFEFF])?\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid id format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid id format: {v}"
            raise ValueError(err_msg)
        return v


class ReinforceJob(NamedThing):
    """
    Reinforcement-learning fine-tuning job (``dspy.clients.provider.ReinforceJob``).
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'broad_mappings': ['nexus:AiLifecyclePhase',
                            'iso22989:AILifecycleStage',
                            'iso42001:AISystemLifecycleStage'],
         'close_mappings': ['ai:ModelFineTuning'],
         'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['clients', 'finetune']})

    job_id: Optional[str] = Field(default=None, json_schema_extra = { "linkml_meta": {'domain_of': ['TrainingJob', 'ReinforceJob']} })
    current_model: Optional[str] = Field(default=None, json_schema_extra = { "linkml_meta": {'domain_of': ['ReinforceJob']} })
    checkpoints: Optional[Any] = Field(default=None, description="""Map from checkpoint name to artifact location.""", json_schema_extra = { "linkml_meta": {'domain_of': ['ReinforceJob']} })
    last_checkpoint: Optional[str] = Field(default=None, json_schema_extra = { "linkml_meta": {'domain_of': ['ReinforceJob']} })
    pending_batch_ids: Optional[list[int]] = Field(default=None, json_schema_extra = { "linkml_meta": {'domain_of': ['ReinforceJob']} })
    train_kwargs: Optional[Any] = Field(default=None, json_schema_extra = { "linkml_meta": {'domain_of': ['LM', 'TrainingJob', 'ReinforceJob', 'BootstrapFinetune']} })
    id: str = Field(default=..., description="""Stable opaque identifier for an instance.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing'], 'slot_uri': 'schema:identifier'} })
    name: Optional[str] = Field(default=None, description="""Short human-readable name.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing', 'LMToolCallPart', 'LMMessage', 'LMToolSpec'],
         'slot_uri': 'rdfs:label'} })
    description: Optional[str] = Field(default=None, description="""Free-form description.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing', 'LMToolSpec'], 'slot_uri': 'dct:description'} })

    @field_validator('job_id')
    def pattern_job_id(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]([^\x00-\x1F\x7F-\x9F]*[^\s\x00-\x1F\x7F-\x9F\uFEFF])?\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid job_id format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid job_id format: {v}"
            raise ValueError(err_msg)
        return v

    @field_validator('current_model')
    def pattern_current_model(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]+\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid current_model format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid current_model format: {v}"
            raise ValueError(err_msg)
        return v

    @field_validator('id')
    def pattern_id(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]([^\x00-\x1F\x7F-\x9F]*[^\s\x00-\x1F\x7F-\x9F\uFEFF])?\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid id format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid id format: {v}"
            raise ValueError(err_msg)
        return v


class TrainingRun(NamedThing):
    """
    One execution of a fine-tuning or reinforcement job at a vendor; its times, outcome, data, measurements and cost. Job and run together hold what a vendor's job record holds.
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'broad_mappings': ['ai:ModelFineTuning',
                            'dpv_ai:ModelFineTuning',
                            'iso22989:AILifecycleProcess',
                            'prov:Activity',
                            'schema:Action'],
         'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['finetune'],
         'related_mappings': ['ai:DevelopmentStage',
                              'ai:TransferLearning',
                              'dpv_ai:DevelopmentStage',
                              'dpv_ai:TransferLearning',
                              'nexus:AiLifecyclePhase',
                              'nexus:Documentation',
                              'iso22989:AILifecycleStage#design_and_development',
                              'iso22989:DataProcessType#retraining',
                              'iso22989:MachineLearningParadigm#transfer',
                              'iso42001:AISystemLifecycleStage#development',
                              'iso42001:AnnexAControlId#a_6_2_3',
                              'iso42001:DocumentType#record',
                              'iso42001:MLApproach#transfer',
                              'nist_ai_100_1:AiActorTaskEnum#AI_DEVELOPMENT',
                              'nist_ai_100_1:AiLifecycleStageEnum#BUILD_AND_USE_MODEL'],
         'rules': [{'annotations': {'code': {'tag': 'code', 'value': 'DSP303'},
                                    'severity': {'tag': 'severity', 'value': 'error'},
                                    'source': {'tag': 'source',
                                               'value': 'https://platform.openai.com/docs/api-reference/fine-tuning/object'}},
                    'description': 'A run that has not ended (run_status not_started, '
                                   'pending or running) has no finished_at. Remove '
                                   'finished_at, or give the status that the run ended '
                                   'with.',
                    'postconditions': {'slot_conditions': {'finished_at': {'name': 'finished_at',
                                                                           'value_presence': 'ABSENT'}}},
                    'preconditions': {'slot_conditions': {'run_status': {'equals_string_in': ['not_started',
                                                                                              'pending',
                                                                                              'running'],
                                                                         'name': 'run_status'}}},
                    'title': 'No end before the end'},
                   {'annotations': {'code': {'tag': 'code', 'value': 'DSP304'},
                                    'severity': {'tag': 'severity', 'value': 'error'},
                                    'source': {'tag': 'source',
                                               'value': 'https://platform.openai.com/docs/api-reference/fine-tuning/object'}},
                    'description': 'Only a run that succeeded has a fine_tuned_model. '
                                   'Give the run_status succeeded, or move a name that '
                                   'is only reserved to extra, and a model of an '
                                   'unfinished run to run_checkpoints.',
                    'postconditions': {'slot_conditions': {'fine_tuned_model': {'name': 'fine_tuned_model',
                                                                                'value_presence': 'ABSENT'}}},
                    'preconditions': {'slot_conditions': {'run_status': {'equals_string_in': ['not_started',
                                                                                              'pending',
                                                                                              'running',
                                                                                              'failed',
                                                                                              'cancelled'],
                                                                         'name': 'run_status'}}},
                    'title': 'A model only from a run that succeeded'},
                   {'annotations': {'code': {'tag': 'code', 'value': 'DSP305'},
                                    'severity': {'tag': 'severity', 'value': 'error'},
                                    'source': {'tag': 'source',
                                               'value': 'https://platform.openai.com/docs/api-reference/fine-tuning/object'}},
                    'description': 'A run that succeeded has no error. Remove error '
                                   '(an empty error of the vendor means none), or give '
                                   'the run_status failed.',
                    'postconditions': {'slot_conditions': {'error': {'name': 'error',
                                                                     'value_presence': 'ABSENT'}}},
                    'preconditions': {'slot_conditions': {'run_status': {'equals_string': 'succeeded',
                                                                         'name': 'run_status'}}},
                    'title': 'No error of a run that succeeded'}]})

    job: str = Field(default=..., description="""Identifier of the TrainingJob or ReinforceJob that this is a run of.""", json_schema_extra = { "linkml_meta": {'domain_of': ['TrainingRun'], 'related_mappings': ['prov:used']} })
    provider: Optional[str] = Field(default=None, description="""Name of the vendor or system that runs the job, in lower case, such as ``openai``.""", json_schema_extra = { "linkml_meta": {'close_mappings': ['nexus:provider', 'schema:provider'],
         'domain_of': ['TrainingRun'],
         'related_mappings': ['ai:MachineLearningPlatform',
                              'dpv_ai:MachineLearningPlatform',
                              'iso22989:AIPlatformProvider',
                              'iso22989:executed_by',
                              'iso42001:AnnexAControlId#a_10_3',
                              'iso42001:AnnexAControlId#a_4_5',
                              'iso42001:SupplierRelationship',
                              'iso42001:party_name',
                              'nist_ai_100_1:AiActorTaskEnum#PROCUREMENT',
                              'nist_ai_100_1:AiActorTaskEnum#THIRD_PARTY_ENTITIES',
                              'prov:wasAssociatedWith'],
         'slot_uri': 'dspy:provider'} })
    run_status: Optional[TrainingStatus] = Field(default=None, description="""How far the run has come. Left out when the provider's status has no counterpart.""", json_schema_extra = { "linkml_meta": {'close_mappings': ['iso22989:execution_status', 'schema:actionStatus'],
         'domain_of': ['TrainingRun'],
         'related_mappings': ['iso42001:status']} })
    provider_status: Optional[str] = Field(default=None, description="""The provider's own word for the status, verbatim.""", json_schema_extra = { "linkml_meta": {'domain_of': ['TrainingRun'],
         'related_mappings': ['iso22989:execution_status',
                              'iso42001:status',
                              'schema:actionStatus']} })
    created_at: Optional[str] = Field(default=None, description="""When it was created or submitted.""", json_schema_extra = { "linkml_meta": {'close_mappings': ['nexus:dateCreated',
                            'iso42001:created_date',
                            'schema:dateCreated',
                            'dct:created'],
         'domain_of': ['TrainingRun', 'Checkpoint']} })
    started_at: Optional[str] = Field(default=None, description="""When the work began.""", json_schema_extra = { "linkml_meta": {'close_mappings': ['iso22989:start_date', 'schema:startTime'],
         'domain_of': ['TrainingRun'],
         'exact_mappings': ['prov:startedAtTime'],
         'related_mappings': ['iso42001:event_datetime']} })
    finished_at: Optional[str] = Field(default=None, description="""When the run ended, well or not.""", json_schema_extra = { "linkml_meta": {'close_mappings': ['iso22989:end_date', 'schema:endTime'],
         'domain_of': ['TrainingRun'],
         'exact_mappings': ['prov:endedAtTime'],
         'related_mappings': ['iso42001:actual_completion_date']} })
    updated_at: Optional[str] = Field(default=None, description="""When the provider last changed its record.""", json_schema_extra = { "linkml_meta": {'close_mappings': ['nexus:dateModified',
                            'iso42001:modified_date',
                            'schema:dateModified',
                            'dct:modified'],
         'domain_of': ['TrainingRun']} })
    estimated_finish: Optional[str] = Field(default=None, description="""When the provider expects the run to end.""", json_schema_extra = { "linkml_meta": {'domain_of': ['TrainingRun']} })
    fine_tuned_model: Optional[str] = Field(default=None, description="""Name of the model that came out. A name that is only reserved, for a run that has not succeeded, belongs in the member extra.""", json_schema_extra = { "linkml_meta": {'broad_mappings': ['iso22989:process_outputs'],
         'domain_of': ['TrainingRun', 'Checkpoint'],
         'related_mappings': ['ai:FineTunedModel',
                              'ai:ai_has_model',
                              'dpv_ai:FineTunedModel',
                              'dpv_ai:hasModel',
                              'nexus:model_name',
                              'iso22989:AIModel',
                              'iso42001:AnnexAControlId#a_6_2_7',
                              'iso42001:ToolingResource',
                              'nist_ai_100_1:AiSystemDimensionEnum#AI_MODEL',
                              'prov:generated',
                              'schema:result']} })
    base_model: Optional[str] = Field(default=None, description="""Name of the model that training started from, in the provider's words.""", json_schema_extra = { "linkml_meta": {'broad_mappings': ['iso22989:process_inputs'],
         'domain_of': ['TrainingRun'],
         'related_mappings': ['ai:ai_has_model',
                              'dpv_ai:hasModel',
                              'nexus:adaptsModel',
                              'iso22989:AIModel',
                              'iso42001:AnnexAControlId#a_4_4',
                              'iso42001:AnnexAControlId#a_6_2_7',
                              'iso42001:tooling_resources',
                              'nist_ai_100_1:AiSystemDimensionEnum#AI_MODEL',
                              'nist_ai_100_1:RiskMeasurementChallengeEnum#THIRD_PARTY_SOFTWARE_HARDWARE_AND_DATA',
                              'prov:used',
                              'schema:object']} })
    method: Optional[str] = Field(default=None, description="""Method of training, in lower case, such as ``supervised``, ``dpo``, ``reinforcement`` or ``distillation``. Free text, because vendors keep adding methods.""", json_schema_extra = { "linkml_meta": {'broad_mappings': ['ai:has_technique', 'dpv_ai:hasTechnique'],
         'close_mappings': ['nexus:fine_tuning',
                            'iso22989:model_paradigm',
                            'iso42001:ml_approach'],
         'domain_of': ['TrainingRun'],
         'related_mappings': ['ai:TrainingTechnique',
                              'dpv_ai:TrainingTechnique',
                              'nist_ai_100_1:FunctionEnum#MAP']} })
    error: Optional[JobError] = Field(default=None, description="""Why the run failed.""", json_schema_extra = { "linkml_meta": {'close_mappings': ['schema:error'],
         'domain_of': ['TrainingRun'],
         'related_mappings': ['iso42001:event_description',
                              'iso42001:root_cause',
                              'nist_ai_100_1:FunctionEnum#MANAGE']} })
    training_data: Optional[list[str]] = Field(default=None, description="""References to the training data; file ids, dataset ids or URIs.""", json_schema_extra = { "linkml_meta": {'close_mappings': ['ai:has_training_data',
                            'dpv_ai:hasTrainingData',
                            'nexus:hasTrainingData',
                            'iso22989:training_dataset'],
         'domain_of': ['TrainingRun'],
         'related_mappings': ['iso22989:DatasetRole#training',
                              'iso42001:AnnexAControlId#a_4_3',
                              'iso42001:AnnexAControlId#a_7_2',
                              'iso42001:AnnexAControlId#a_7_5',
                              'iso42001:DataResourceCategory#training',
                              'iso42001:data_resources',
                              'nist_ai_100_1:AiLifecycleStageEnum#COLLECT_AND_PROCESS_DATA',
                              'nist_ai_100_1:AiSystemDimensionEnum#DATA_AND_INPUT',
                              'nist_ai_100_1:TrustworthinessCharacteristicEnum#ACCOUNTABLE_AND_TRANSPARENT',
                              'prov:used']} })
    validation_data: Optional[list[str]] = Field(default=None, description="""References to the validation data; file ids, dataset ids or URIs.""", json_schema_extra = { "linkml_meta": {'broad_mappings': ['nexus:hasDataset'],
         'close_mappings': ['ai:has_validation_data',
                            'dpv_ai:hasValidationData',
                            'iso22989:validation_dataset'],
         'domain_of': ['TrainingRun'],
         'related_mappings': ['ai:ValidationData',
                              'dpv_ai:ValidationData',
                              'iso22989:DatasetRole#validation',
                              'iso42001:AnnexAControlId#a_4_3',
                              'iso42001:AnnexAControlId#a_6_2_4',
                              'iso42001:AnnexAControlId#a_7_5',
                              'iso42001:DataResourceCategory#validation',
                              'iso42001:data_resources',
                              'nist_ai_100_1:AiLifecycleStageEnum#VERIFY_AND_VALIDATE',
                              'nist_ai_100_1:AiSystemDimensionEnum#DATA_AND_INPUT',
                              'prov:used']} })
    result_files: Optional[list[str]] = Field(default=None, description="""References to files that the run wrote, such as step metrics; file ids or URIs.""", json_schema_extra = { "linkml_meta": {'broad_mappings': ['iso22989:process_outputs'],
         'domain_of': ['TrainingRun'],
         'related_mappings': ['iso42001:AnnexAControlId#a_6_2_8',
                              'iso42001:evidence_references',
                              'prov:generated',
                              'schema:result']} })
    run_checkpoints: Optional[list[Checkpoint]] = Field(default=None, description="""States of the model that were kept along the way, oldest first.""", json_schema_extra = { "linkml_meta": {'broad_mappings': ['iso22989:process_outputs'],
         'domain_of': ['TrainingRun'],
         'related_mappings': ['ai:Model',
                              'dpv_ai:Model',
                              'nist_ai_100_1:AiSystemDimensionEnum#AI_MODEL',
                              'prov:generated']} })
    metrics: Optional[list[MetricPoint]] = Field(default=None, description="""Measured values, oldest first.""", json_schema_extra = { "linkml_meta": {'domain_of': ['TrainingRun', 'Checkpoint'],
         'related_mappings': ['nexus:hasEvaluation',
                              'iso22989:performance_metric',
                              'iso42001:AnnexAControlId#a_6_2_4',
                              'nist_ai_100_1:FunctionEnum#MEASURE']} })
    losses: Optional[list[LossPoint]] = Field(default=None, description="""The loss over time, oldest point first.""", json_schema_extra = { "linkml_meta": {'domain_of': ['TrainingRun'],
         'related_mappings': ['iso22989:performance_metric']} })
    trained_tokens: Optional[int] = Field(default=None, description="""Number of tokens that were trained on, over all epochs; what token-based prices refer to.""", ge=0, json_schema_extra = { "linkml_meta": {'close_mappings': ['nexus:numTrainingTokens'],
         'domain_of': ['TrainingRun'],
         'related_mappings': ['nexus:gpu_hours']} })
    cost: Optional[float] = Field(default=None, description="""Price of the run, in units of the member cost_currency.""", ge=0, json_schema_extra = { "linkml_meta": {'domain_of': ['TrainingRun'],
         'related_mappings': ['iso42001:ComputingResource',
                              'iso42001:cost',
                              'nist_ai_100_1:FunctionEnum#MAP',
                              'schema:price']} })
    cost_currency: Optional[str] = Field(default=None, description="""Currency of the cost as an ISO 4217 code, such as ``USD``.""", json_schema_extra = { "linkml_meta": {'close_mappings': ['schema:currency'], 'domain_of': ['TrainingRun']} })
    progress: Optional[float] = Field(default=None, description="""How much of the work is done, in percent.""", ge=0, le=100, json_schema_extra = { "linkml_meta": {'domain_of': ['TrainingRun']} })
    seed: Optional[int] = Field(default=None, description="""Seed of the random numbers.""", json_schema_extra = { "linkml_meta": {'domain_of': ['TrainingRun']} })
    owner: Optional[str] = Field(default=None, description="""Person or organization that the run belongs to, in the provider's words.""", json_schema_extra = { "linkml_meta": {'close_mappings': ['schema:owner'],
         'domain_of': ['TrainingRun'],
         'related_mappings': ['nexus:Stakeholder',
                              'nexus:isDevelopedBy',
                              'iso22989:AIProducer',
                              'iso22989:responsible_role',
                              'iso42001:AnnexAControlId#a_10_2',
                              'iso42001:AnnexAControlId#a_3_2',
                              'iso42001:owner',
                              'iso42001:responsible_party',
                              'nist_ai_100_1:AiActor',
                              'nist_ai_100_1:FunctionEnum#GOVERN',
                              'prov:wasAssociatedWith']} })
    integrations: Optional[list[Any]] = Field(default=None, description="""Links of the run to other systems, such as experiment trackers, in the provider's format.""", json_schema_extra = { "linkml_meta": {'domain_of': ['TrainingRun'],
         'related_mappings': ['iso42001:tooling_resources']} })
    extra: Optional[Any] = Field(default=None, description="""What else the provider's record holds, under the provider's own names and verbatim.""", json_schema_extra = { "linkml_meta": {'domain_of': ['TrainingRun']} })
    id: str = Field(default=..., description="""Stable opaque identifier for an instance.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing'], 'slot_uri': 'schema:identifier'} })
    name: Optional[str] = Field(default=None, description="""Short human-readable name.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing', 'LMToolCallPart', 'LMMessage', 'LMToolSpec'],
         'slot_uri': 'rdfs:label'} })
    description: Optional[str] = Field(default=None, description="""Free-form description.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing', 'LMToolSpec'], 'slot_uri': 'dct:description'} })

    @field_validator('job')
    def pattern_job(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]([^\x00-\x1F\x7F-\x9F]*[^\s\x00-\x1F\x7F-\x9F\uFEFF])?\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid job format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid job format: {v}"
            raise ValueError(err_msg)
        return v

    @field_validator('created_at')
    def pattern_created_at(cls, v):
        pattern=re.compile(r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|\+00:00)\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid created_at format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid created_at format: {v}"
            raise ValueError(err_msg)
        return v

    @field_validator('started_at')
    def pattern_started_at(cls, v):
        pattern=re.compile(r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|\+00:00)\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid started_at format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid started_at format: {v}"
            raise ValueError(err_msg)
        return v

    @field_validator('finished_at')
    def pattern_finished_at(cls, v):
        pattern=re.compile(r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|\+00:00)\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid finished_at format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid finished_at format: {v}"
            raise ValueError(err_msg)
        return v

    @field_validator('updated_at')
    def pattern_updated_at(cls, v):
        pattern=re.compile(r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|\+00:00)\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid updated_at format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid updated_at format: {v}"
            raise ValueError(err_msg)
        return v

    @field_validator('estimated_finish')
    def pattern_estimated_finish(cls, v):
        pattern=re.compile(r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|\+00:00)\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid estimated_finish format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid estimated_finish format: {v}"
            raise ValueError(err_msg)
        return v

    @field_validator('fine_tuned_model')
    def pattern_fine_tuned_model(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]+\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid fine_tuned_model format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid fine_tuned_model format: {v}"
            raise ValueError(err_msg)
        return v

    @field_validator('base_model')
    def pattern_base_model(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]+\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid base_model format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid base_model format: {v}"
            raise ValueError(err_msg)
        return v

    @field_validator('cost_currency')
    def pattern_cost_currency(cls, v):
        pattern=re.compile(r"^[A-Z]{3}$")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid cost_currency format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid cost_currency format: {v}"
            raise ValueError(err_msg)
        return v

    @field_validator('id')
    def pattern_id(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]([^\x00-\x1F\x7F-\x9F]*[^\s\x00-\x1F\x7F-\x9F\uFEFF])?\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid id format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid id format: {v}"
            raise ValueError(err_msg)
        return v


class JobError(ConfiguredBaseModel):
    """
    Why a run failed, as the vendor reports it.
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'from_schema': 'https://w3id.org/lmodel/dspy', 'in_subset': ['finetune']})

    code: Optional[str] = Field(default=None, description="""Code of the error, in the provider's words.""", json_schema_extra = { "linkml_meta": {'domain_of': ['JobError']} })
    message: Optional[str] = Field(default=None, description="""What went wrong, for a person to read.""", json_schema_extra = { "linkml_meta": {'domain_of': ['JobError'], 'slot_uri': 'dspy:message'} })
    param: Optional[str] = Field(default=None, description="""The parameter that was at fault.""", json_schema_extra = { "linkml_meta": {'domain_of': ['JobError']} })


class Checkpoint(ConfiguredBaseModel):
    """
    State of a model that was kept during training.
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'broad_mappings': ['ai:Model',
                            'dpv_ai:Model',
                            'nexus:AiModel',
                            'iso22989:AIModel',
                            'prov:Entity'],
         'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['finetune'],
         'related_mappings': ['iso42001:ToolingResource',
                              'nist_ai_100_1:AiSystemDimensionEnum#AI_MODEL'],
         'slot_usage': {'fine_tuned_model': {'description': 'Name under which the '
                                                            'checkpoint can be called.',
                                             'name': 'fine_tuned_model'}}})

    name: str = Field(default=..., description="""Name of the checkpoint.""", json_schema_extra = { "linkml_meta": {'domain_of': ['Checkpoint'], 'slot_uri': 'rdfs:label'} })
    location: Optional[str] = Field(default=None, description="""Where the checkpoint is stored; a path, a URI or a file id.""", json_schema_extra = { "linkml_meta": {'close_mappings': ['schema:contentUrl'],
         'domain_of': ['Checkpoint'],
         'related_mappings': ['nexus:url', 'iso42001:location', 'prov:atLocation']} })
    fine_tuned_model: Optional[str] = Field(default=None, description="""Name under which the checkpoint can be called.""", json_schema_extra = { "linkml_meta": {'broad_mappings': ['iso22989:process_outputs'],
         'domain_of': ['TrainingRun', 'Checkpoint'],
         'related_mappings': ['ai:FineTunedModel',
                              'ai:ai_has_model',
                              'dpv_ai:FineTunedModel',
                              'dpv_ai:hasModel',
                              'nexus:model_name',
                              'iso22989:AIModel',
                              'iso42001:AnnexAControlId#a_6_2_7',
                              'iso42001:ToolingResource',
                              'nist_ai_100_1:AiSystemDimensionEnum#AI_MODEL',
                              'prov:generated',
                              'schema:result']} })
    step: Optional[int] = Field(default=None, description="""Number of training steps done at that point.""", ge=0, json_schema_extra = { "linkml_meta": {'domain_of': ['Checkpoint', 'MetricPoint', 'LossPoint']} })
    epoch: Optional[float] = Field(default=None, description="""Number of passes over the training data at that point, whole or not.""", ge=0, json_schema_extra = { "linkml_meta": {'domain_of': ['Checkpoint', 'MetricPoint', 'LossPoint']} })
    score: Optional[float] = Field(default=None, description="""How well the checkpoint did, by a measure of the writer's choice.""", json_schema_extra = { "linkml_meta": {'broad_mappings': ['iso22989:metric_value'],
         'close_mappings': ['nexus:score'],
         'domain_of': ['Checkpoint']} })
    created_at: Optional[str] = Field(default=None, description="""When it was created or submitted.""", json_schema_extra = { "linkml_meta": {'close_mappings': ['nexus:dateCreated',
                            'iso42001:created_date',
                            'schema:dateCreated',
                            'dct:created'],
         'domain_of': ['TrainingRun', 'Checkpoint']} })
    metrics: Optional[list[MetricPoint]] = Field(default=None, description="""Measured values, oldest first.""", json_schema_extra = { "linkml_meta": {'domain_of': ['TrainingRun', 'Checkpoint'],
         'related_mappings': ['nexus:hasEvaluation',
                              'iso22989:performance_metric',
                              'iso42001:AnnexAControlId#a_6_2_4',
                              'nist_ai_100_1:FunctionEnum#MEASURE']} })
    metadata: Optional[JsonObject] = Field(default=None, description="""Further facts about the object, under names of the writer's choice.""", json_schema_extra = { "linkml_meta": {'domain_of': ['LMBasePart',
                       'LMMessage',
                       'LMToolSpec',
                       'LMRequest',
                       'LMOutput',
                       'LMResponse',
                       'Checkpoint']} })

    @field_validator('fine_tuned_model')
    def pattern_fine_tuned_model(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]+\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid fine_tuned_model format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid fine_tuned_model format: {v}"
            raise ValueError(err_msg)
        return v

    @field_validator('created_at')
    def pattern_created_at(cls, v):
        pattern=re.compile(r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|\+00:00)\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid created_at format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid created_at format: {v}"
            raise ValueError(err_msg)
        return v


class MetricPoint(ConfiguredBaseModel):
    """
    One measured value of a run or of a checkpoint.
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'broad_mappings': ['schema:Observation'],
         'close_mappings': ['iso22989:EvaluationMetric'],
         'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['finetune'],
         'related_mappings': ['nexus:AiEvalResult',
                              'iso42001:MonitoringItem',
                              'nist_ai_100_1:FunctionEnum#MEASURE']})

    name: str = Field(default=..., description="""Name of the metric, such as ``eval_accuracy``.""", json_schema_extra = { "linkml_meta": {'domain_of': ['MetricPoint'], 'slot_uri': 'rdfs:label'} })
    value: float = Field(default=..., description="""The measured value.""", json_schema_extra = { "linkml_meta": {'close_mappings': ['schema:value'],
         'domain_of': ['MetricPoint'],
         'exact_mappings': ['iso22989:metric_value'],
         'related_mappings': ['nexus:value', 'iso42001:current_value']} })
    step: Optional[int] = Field(default=None, description="""Number of training steps done at that point.""", ge=0, json_schema_extra = { "linkml_meta": {'domain_of': ['Checkpoint', 'MetricPoint', 'LossPoint']} })
    epoch: Optional[float] = Field(default=None, description="""Number of passes over the training data at that point, whole or not.""", ge=0, json_schema_extra = { "linkml_meta": {'domain_of': ['Checkpoint', 'MetricPoint', 'LossPoint']} })
    recorded_at: Optional[str] = Field(default=None, description="""When the value was recorded.""", json_schema_extra = { "linkml_meta": {'close_mappings': ['schema:observationDate'],
         'domain_of': ['MetricPoint', 'LossPoint'],
         'related_mappings': ['nexus:evaluation_timestamp',
                              'iso42001:event_datetime',
                              'prov:atTime']} })

    @field_validator('recorded_at')
    def pattern_recorded_at(cls, v):
        pattern=re.compile(r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|\+00:00)\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid recorded_at format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid recorded_at format: {v}"
            raise ValueError(err_msg)
        return v


class LossPoint(ConfiguredBaseModel):
    """
    Losses at one point of a run.
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'broad_mappings': ['schema:Observation'],
         'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['finetune'],
         'related_mappings': ['iso22989:EvaluationMetric']})

    step: Optional[int] = Field(default=None, description="""Number of training steps done at that point.""", ge=0, json_schema_extra = { "linkml_meta": {'domain_of': ['Checkpoint', 'MetricPoint', 'LossPoint']} })
    epoch: Optional[float] = Field(default=None, description="""Number of passes over the training data at that point, whole or not.""", ge=0, json_schema_extra = { "linkml_meta": {'domain_of': ['Checkpoint', 'MetricPoint', 'LossPoint']} })
    recorded_at: Optional[str] = Field(default=None, description="""When the value was recorded.""", json_schema_extra = { "linkml_meta": {'close_mappings': ['schema:observationDate'],
         'domain_of': ['MetricPoint', 'LossPoint'],
         'related_mappings': ['nexus:evaluation_timestamp',
                              'iso42001:event_datetime',
                              'prov:atTime']} })
    loss: Optional[float] = Field(default=None, description="""Loss on the training data.""", json_schema_extra = { "linkml_meta": {'broad_mappings': ['iso22989:metric_value'], 'domain_of': ['LossPoint']} })
    valid_loss: Optional[float] = Field(default=None, description="""Loss on the validation data.""", json_schema_extra = { "linkml_meta": {'broad_mappings': ['iso22989:metric_value'], 'domain_of': ['LossPoint']} })

    @field_validator('recorded_at')
    def pattern_recorded_at(cls, v):
        pattern=re.compile(r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|\+00:00)\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid recorded_at format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid recorded_at format: {v}"
            raise ValueError(err_msg)
        return v


class GRPOStatus(ConfiguredBaseModel):
    """
    What a reinforcement backend reports about a job when asked. DSPy: ``dspy.clients.utils_finetune.GRPOStatus``. Only job_id is required: backends send partial objects, although DSPy's type lists all members.
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['finetune'],
         'related_mappings': ['ai:ReinforcementLearning',
                              'dpv_ai:ReinforcementLearning',
                              'iso22989:ExecutionStatus',
                              'iso42001:AISystemLifecycleStage#development',
                              'nist_ai_100_1:AiLifecycleStageEnum#BUILD_AND_USE_MODEL']})

    job_id: str = Field(default=..., description="""The provider's identifier of the job.""", json_schema_extra = { "linkml_meta": {'domain_of': ['GRPOStatus'], 'slot_uri': 'dspy:job_id'} })
    status: Optional[str] = Field(default=None, description="""The provider's own word for the status, verbatim.""", json_schema_extra = { "linkml_meta": {'domain_of': ['GRPOStatus'], 'related_mappings': ['iso22989:execution_status']} })
    current_model: Optional[str] = Field(default=None, description="""Name under which the newest state of the model can be called.""", json_schema_extra = { "linkml_meta": {'domain_of': ['GRPOStatus'], 'slot_uri': 'dspy:current_model'} })
    checkpoints: Optional[JsonObject] = Field(default=None, description="""Map from checkpoint name to artifact location; a path, or an object that has it.""", json_schema_extra = { "linkml_meta": {'domain_of': ['GRPOStatus'], 'slot_uri': 'dspy:checkpoints'} })
    last_checkpoint: Optional[str] = Field(default=None, description="""Name of the newest checkpoint.""", json_schema_extra = { "linkml_meta": {'domain_of': ['GRPOStatus'], 'slot_uri': 'dspy:last_checkpoint'} })
    pending_batch_ids: Optional[list[int]] = Field(default=None, description="""Batches that the provider waits for.""", json_schema_extra = { "linkml_meta": {'domain_of': ['GRPOStatus'], 'slot_uri': 'dspy:pending_batch_ids'} })

    @field_validator('job_id')
    def pattern_job_id(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]([^\x00-\x1F\x7F-\x9F]*[^\s\x00-\x1F\x7F-\x9F\uFEFF])?\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid job_id format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid job_id format: {v}"
            raise ValueError(err_msg)
        return v

    @field_validator('current_model')
    def pattern_current_model(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]+\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid current_model format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid current_model format: {v}"
            raise ValueError(err_msg)
        return v


class GRPOGroup(ConfiguredBaseModel):
    """
    Rated completions of one conversation, from which a reinforcement step learns. DSPy: ``dspy.clients.utils_finetune.GRPOGroup``.
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'broad_mappings': ['ai:TrainingData', 'dpv_ai:TrainingData'],
         'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['finetune'],
         'related_mappings': ['nexus:Dataset',
                              'iso22989:DataSample',
                              'iso22989:DatasetRole#training',
                              'iso42001:DataResourceCategory#training',
                              'nist_ai_100_1:AiSystemDimensionEnum#DATA_AND_INPUT']})

    batch_id: Optional[int] = Field(default=None, description="""Number of the batch that the group answers.""", json_schema_extra = { "linkml_meta": {'domain_of': ['GRPOGroup']} })
    group: list[GRPOChatData] = Field(default=..., description="""Rated completions of one conversation.""", json_schema_extra = { "linkml_meta": {'domain_of': ['GRPOGroup']} })


class GRPOChatData(ConfiguredBaseModel):
    """
    One completion of a conversation with its reward. DSPy: ``dspy.clients.utils_finetune.GRPOChatData``.
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'broad_mappings': ['ai:TrainingData',
                            'dpv_ai:TrainingData',
                            'iso22989:DataSample'],
         'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['finetune'],
         'related_mappings': ['iso42001:DataResourceCategory#training',
                              'nist_ai_100_1:AiSystemDimensionEnum#DATA_AND_INPUT']})

    messages: list[Message] = Field(default=..., description="""The conversation that the completion answers, oldest message first.""", json_schema_extra = { "linkml_meta": {'domain_of': ['GRPOChatData']} })
    completion: MessageAssistant = Field(default=..., description="""The completion.""", json_schema_extra = { "linkml_meta": {'domain_of': ['GRPOChatData'], 'related_mappings': ['iso22989:sample_payload']} })
    reward: float = Field(default=..., description="""How good the completion is.""", json_schema_extra = { "linkml_meta": {'domain_of': ['GRPOChatData'], 'related_mappings': ['iso22989:sample_label']} })


class Message(ConfiguredBaseModel):
    """
    Message of a training conversation. DSPy: ``dspy.clients.utils_finetune.Message``.
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'close_mappings': ['schema:Message'],
         'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['finetune'],
         'related_mappings': ['ai:TrainingData',
                              'dpv_ai:TrainingData',
                              'iso22989:DataSample']})

    role: MessageRole = Field(default=..., description="""Who speaks.""", json_schema_extra = { "linkml_meta": {'domain_of': ['Message']} })
    content: str = Field(default=..., description="""What is said.""", json_schema_extra = { "linkml_meta": {'close_mappings': ['schema:text'],
         'domain_of': ['Message', 'MessageAssistant']} })


class MessageAssistant(ConfiguredBaseModel):
    """
    Message of the model in a training conversation. DSPy: ``dspy.clients.utils_finetune.MessageAssistant``.
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['finetune'],
         'related_mappings': ['ai:TrainingData',
                              'dpv_ai:TrainingData',
                              'iso22989:DataLabel',
                              'schema:Message']})

    role: Literal["assistant"] = Field(default=..., description="""Who speaks; the model.""", json_schema_extra = { "linkml_meta": {'domain_of': ['MessageAssistant'],
         'equals_string': 'assistant',
         'slot_uri': 'dspy:role'} })
    content: str = Field(default=..., description="""What is said.""", json_schema_extra = { "linkml_meta": {'close_mappings': ['schema:text'],
         'domain_of': ['Message', 'MessageAssistant']} })


class BootstrapFinetune(NamedThing):
    """
    Optimizer that collects successful traces of a program and fine-tunes the program's models on them. DSPy: ``dspy.teleprompt.BootstrapFinetune``.
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['optimizers'],
         'related_mappings': ['ai:TrainingTechnique',
                              'dpv_ai:TrainingTechnique',
                              'iso22989:MachineLearningParadigm#supervised',
                              'iso42001:MLApproach#supervised',
                              'nist_ai_100_1:AiLifecycleStageEnum#BUILD_AND_USE_MODEL']})

    metric: Optional[str] = Field(default=None, description="""Name of the metric that selects the examples to train on, such as ``answer_exact_match``.""", json_schema_extra = { "linkml_meta": {'domain_of': ['BootstrapFinetune'],
         'related_mappings': ['iso22989:metric_name', 'iso42001:AnnexAControlId#a_7_6']} })
    multitask: Optional[bool] = Field(default=None, description="""Whether one model is trained for all predictors of a program, or one for each.""", json_schema_extra = { "linkml_meta": {'domain_of': ['BootstrapFinetune']} })
    train_data_format: Optional[TrainDataFormat] = Field(default=None, json_schema_extra = { "linkml_meta": {'domain_of': ['TrainingJob', 'BootstrapFinetune']} })
    train_kwargs: Optional[Any] = Field(default=None, json_schema_extra = { "linkml_meta": {'domain_of': ['LM', 'TrainingJob', 'ReinforceJob', 'BootstrapFinetune']} })
    adapter: Optional[str] = Field(default=None, description="""Python class of the adapter that writes the training examples, such as ``dspy.ChatAdapter``.""", json_schema_extra = { "linkml_meta": {'domain_of': ['BootstrapFinetune']} })
    exclude_demos: Optional[bool] = Field(default=None, description="""Whether demonstrations are left out of the training examples.""", json_schema_extra = { "linkml_meta": {'domain_of': ['BootstrapFinetune']} })
    num_threads: Optional[int] = Field(default=None, description="""Greatest number of threads to run at once.""", ge=1, json_schema_extra = { "linkml_meta": {'domain_of': ['BootstrapFinetune']} })
    id: str = Field(default=..., description="""Stable opaque identifier for an instance.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing'], 'slot_uri': 'schema:identifier'} })
    name: Optional[str] = Field(default=None, description="""Short human-readable name.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing', 'LMToolCallPart', 'LMMessage', 'LMToolSpec'],
         'slot_uri': 'rdfs:label'} })
    description: Optional[str] = Field(default=None, description="""Free-form description.""", json_schema_extra = { "linkml_meta": {'domain_of': ['NamedThing', 'LMToolSpec'], 'slot_uri': 'dct:description'} })

    @field_validator('id')
    def pattern_id(cls, v):
        pattern=re.compile(r"^[^\s\x00-\x1F\x7F-\x9F\uFEFF]([^\x00-\x1F\x7F-\x9F]*[^\s\x00-\x1F\x7F-\x9F\uFEFF])?\Z")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid id format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid id format: {v}"
            raise ValueError(err_msg)
        return v


class TrainDataDigest(ConfiguredBaseModel):
    """
    Digest of the training data of a job that is published without it.
    """
    linkml_meta: ClassVar[LinkMLMeta] = LinkMLMeta({'from_schema': 'https://w3id.org/lmodel/dspy',
         'in_subset': ['publishing'],
         'related_mappings': ['ai:TrainingData',
                              'dpv_ai:TrainingData',
                              'nexus:Dataset',
                              'iso22989:Dataset',
                              'iso42001:AnnexAControlId#a_7_5',
                              'iso42001:DataResource',
                              'nist_ai_100_1:AiSystemDimensionEnum#DATA_AND_INPUT',
                              'schema:Dataset']})

    sha256: str = Field(default=..., description="""SHA-256 of the array train_data in canonical form (RFC 8785), in hexadecimal digits.""", json_schema_extra = { "linkml_meta": {'close_mappings': ['schema:sha256'], 'domain_of': ['TrainDataDigest']} })
    count: int = Field(default=..., description="""Number of training examples.""", ge=0, json_schema_extra = { "linkml_meta": {'close_mappings': ['nexus:hasDataSize', 'iso22989:record_count'],
         'domain_of': ['TrainDataDigest']} })
    format: Optional[TrainDataFormat] = Field(default=None, description="""The record's train_data_format.""", json_schema_extra = { "linkml_meta": {'close_mappings': ['nexus:hasDataFormat'], 'domain_of': ['TrainDataDigest']} })

    @field_validator('sha256')
    def pattern_sha256(cls, v):
        pattern=re.compile(r"^[0-9a-f]{64}$")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid sha256 format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid sha256 format: {v}"
            raise ValueError(err_msg)
        return v


# Model rebuild
# see https://pydantic-docs.helpmanual.io/usage/models/#rebuilding-a-model
AnyLMBasePart = Annotated[Union[LMTextPart, LMDocumentPart, LMToolCallPart, LMToolResultPart, LMThinkingPart, LMCitationPart, LMRefusalPart, LMImagePart, LMAudioPart, LMVideoPart, LMBinaryPart], Field(discriminator="type")]
NamedThing.model_rebuild()
LMBasePart.model_rebuild()
LMSourcePart.model_rebuild()
LMTextPart.model_rebuild()
LMImagePart.model_rebuild()
LMAudioPart.model_rebuild()
LMVideoPart.model_rebuild()
LMDocumentPart.model_rebuild()
LMBinaryPart.model_rebuild()
LMToolCallPart.model_rebuild()
LMToolResultPart.model_rebuild()
LMThinkingPart.model_rebuild()
LMCitationPart.model_rebuild()
LMRefusalPart.model_rebuild()
LMMessage.model_rebuild()
LMToolSpec.model_rebuild()
LMReasoningConfig.model_rebuild()
LMToolChoice.model_rebuild()
LMCacheConfig.model_rebuild()
LMPromptCacheConfig.model_rebuild()
LMConfig.model_rebuild()
LMRequest.model_rebuild()
LMUsage.model_rebuild()
LMOutput.model_rebuild()
LMResponse.model_rebuild()
BaseLM.model_rebuild()
LM.model_rebuild()
Provider.model_rebuild()
TrainingJob.model_rebuild()
ReinforceJob.model_rebuild()
TrainingRun.model_rebuild()
JobError.model_rebuild()
Checkpoint.model_rebuild()
MetricPoint.model_rebuild()
LossPoint.model_rebuild()
GRPOStatus.model_rebuild()
GRPOGroup.model_rebuild()
GRPOChatData.model_rebuild()
Message.model_rebuild()
MessageAssistant.model_rebuild()
BootstrapFinetune.model_rebuild()
TrainDataDigest.model_rebuild()
