# Generated from schema/dspy.yaml by `python -m dspy_schema_build.codegen`; do not edit.
# These classes build objects. They do not validate (a number becomes a text, a text a list of one), and
# linkml's dumpers lose nulls and empty values inside any JSON value: dspy_schema.validate judges records.
# Auto generated from None by pythongen.py version: 0.0.1
# Schema: dspy
#
# id: https://w3id.org/lmodel/dspy
# description: Records of DSPy, the framework for programming language models: fine-tuning and reinforcement jobs and their runs at vendors, language-model requests and responses, clients and optimizers.
# license: https://www.apache.org/licenses/LICENSE-2.0

import dataclasses
import re
from dataclasses import dataclass
from datetime import (
    date,
    datetime,
    time
)
from typing import (
    Any,
    ClassVar,
    Dict,
    List,
    Optional,
    Union
)

from jsonasobj2 import (
    JsonObj,
    as_dict
)
from linkml_runtime.linkml_model.meta import (
    EnumDefinition,
    PermissibleValue,
    PvFormulaOptions
)
from linkml_runtime.utils.curienamespace import CurieNamespace
from linkml_runtime.utils.enumerations import EnumDefinitionImpl
from linkml_runtime.utils.formatutils import (
    camelcase,
    sfx,
    underscore
)
from linkml_runtime.utils.metamodelcore import (
    bnode,
    empty_dict,
    empty_list
)
from linkml_runtime.utils.slot import Slot
from linkml_runtime.utils.yamlutils import (
    YAMLRoot,
    extended_float,
    extended_int,
    extended_str
)
from rdflib import (
    Namespace,
    URIRef
)

from linkml_runtime.utils.metamodelcore import Bool, Curie, Decimal, ElementIdentifier, NCName, NodeIdentifier, URI, URIorCURIE, XSDDate, XSDDateTime, XSDTime

metamodel_version = "1.12.0"
version = "0.1.0"

# Namespaces
AI = CurieNamespace('ai', 'https://w3id.org/lmodel/dpv/ai/')
DCT = CurieNamespace('dct', 'http://purl.org/dc/terms/')
DPV_AI = CurieNamespace('dpv_ai', 'https://w3id.org/dpv/ai#')
DSPY = CurieNamespace('dspy', 'https://w3id.org/lmodel/dspy/')
ISO22989 = CurieNamespace('iso22989', 'https://w3id.org/lmodel/iso22989/')
ISO42001 = CurieNamespace('iso42001', 'https://w3id.org/lmodel/iso42001/')
LINKML = CurieNamespace('linkml', 'https://w3id.org/linkml/')
NEXUS = CurieNamespace('nexus', 'https://w3id.org/ai-atlas-nexus/')
NIST_AI_100_1 = CurieNamespace('nist_ai_100_1', 'https://w3id.org/lmodel/nist-ai-100-1/')
PROV = CurieNamespace('prov', 'http://www.w3.org/ns/prov#')
RDF = CurieNamespace('rdf', 'http://www.w3.org/1999/02/22-rdf-syntax-ns#')
RDFS = CurieNamespace('rdfs', 'http://www.w3.org/2000/01/rdf-schema#')
SCHEMA = CurieNamespace('schema', 'http://schema.org/')
SHEX = CurieNamespace('shex', 'http://www.w3.org/ns/shex#')
XSD = CurieNamespace('xsd', 'http://www.w3.org/2001/XMLSchema#')
DEFAULT_ = DSPY


# Types
class String(str):
    """ A character string """
    type_class_uri = XSD["string"]
    type_class_curie = "xsd:string"
    type_name = "string"
    type_model_uri = DSPY.String


class Integer(int):
    """ An integer """
    type_class_uri = XSD["integer"]
    type_class_curie = "xsd:integer"
    type_name = "integer"
    type_model_uri = DSPY.Integer


class Boolean(Bool):
    """ A binary (true or false) value """
    type_class_uri = XSD["boolean"]
    type_class_curie = "xsd:boolean"
    type_name = "boolean"
    type_model_uri = DSPY.Boolean


class Float(float):
    """ A real number that conforms to the xsd:float specification """
    type_class_uri = XSD["float"]
    type_class_curie = "xsd:float"
    type_name = "float"
    type_model_uri = DSPY.Float


class Double(float):
    """ A real number that conforms to the xsd:double specification """
    type_class_uri = XSD["double"]
    type_class_curie = "xsd:double"
    type_name = "double"
    type_model_uri = DSPY.Double


class Decimal(Decimal):
    """ A real number with arbitrary precision that conforms to the xsd:decimal specification """
    type_class_uri = XSD["decimal"]
    type_class_curie = "xsd:decimal"
    type_name = "decimal"
    type_model_uri = DSPY.Decimal


class Time(XSDTime):
    """ A time object represents a (local) time of day, independent of any particular day """
    type_class_uri = XSD["time"]
    type_class_curie = "xsd:time"
    type_name = "time"
    type_model_uri = DSPY.Time


class Date(XSDDate):
    """ a date (year, month and day) in an idealized calendar """
    type_class_uri = XSD["date"]
    type_class_curie = "xsd:date"
    type_name = "date"
    type_model_uri = DSPY.Date


class Datetime(XSDDateTime):
    """ The combination of a date and time """
    type_class_uri = XSD["dateTime"]
    type_class_curie = "xsd:dateTime"
    type_name = "datetime"
    type_model_uri = DSPY.Datetime


class DateOrDatetime(str):
    """ Either a date or a datetime """
    type_class_uri = LINKML["DateOrDatetime"]
    type_class_curie = "linkml:DateOrDatetime"
    type_name = "date_or_datetime"
    type_model_uri = DSPY.DateOrDatetime


class Uriorcurie(URIorCURIE):
    """ a URI or a CURIE """
    type_class_uri = XSD["anyURI"]
    type_class_curie = "xsd:anyURI"
    type_name = "uriorcurie"
    type_model_uri = DSPY.Uriorcurie


class Curie(Curie):
    """ a compact URI """
    type_class_uri = XSD["string"]
    type_class_curie = "xsd:string"
    type_name = "curie"
    type_model_uri = DSPY.Curie


class Uri(URI):
    """ a complete URI """
    type_class_uri = XSD["anyURI"]
    type_class_curie = "xsd:anyURI"
    type_name = "uri"
    type_model_uri = DSPY.Uri


class Ncname(NCName):
    """ Prefix part of CURIE """
    type_class_uri = XSD["string"]
    type_class_curie = "xsd:string"
    type_name = "ncname"
    type_model_uri = DSPY.Ncname


class Objectidentifier(ElementIdentifier):
    """ A URI or CURIE that represents an object in the model. """
    type_class_uri = SHEX["iri"]
    type_class_curie = "shex:iri"
    type_name = "objectidentifier"
    type_model_uri = DSPY.Objectidentifier


class Nodeidentifier(NodeIdentifier):
    """ A URI, CURIE or BNODE that represents a node in a model. """
    type_class_uri = SHEX["nonLiteral"]
    type_class_curie = "shex:nonLiteral"
    type_name = "nodeidentifier"
    type_model_uri = DSPY.Nodeidentifier


class Jsonpointer(str):
    """ A string encoding a JSON Pointer. The value of the string MUST conform to JSON Point syntax and SHOULD dereference to a valid object within the current instance document when encoded in tree form. """
    type_class_uri = XSD["string"]
    type_class_curie = "xsd:string"
    type_name = "jsonpointer"
    type_model_uri = DSPY.Jsonpointer


class Jsonpath(str):
    """ A string encoding a JSON Path. The value of the string MUST conform to JSON Point syntax and SHOULD dereference to zero or more valid objects within the current instance document when encoded in tree form. """
    type_class_uri = XSD["string"]
    type_class_curie = "xsd:string"
    type_name = "jsonpath"
    type_model_uri = DSPY.Jsonpath


class Sparqlpath(str):
    """ A string encoding a SPARQL Property Path. The value of the string MUST conform to SPARQL syntax and SHOULD dereference to zero or more valid objects within the current instance document when encoded as RDF. """
    type_class_uri = XSD["string"]
    type_class_curie = "xsd:string"
    type_name = "sparqlpath"
    type_model_uri = DSPY.Sparqlpath


class UtcDateTime(str):
    """ Moment in UTC, to the second or finer. RFC 3339 with an upper-case T, at most nine decimals of a second and the offset Z or +00:00, such as ``2025-05-05T22:42:05Z``. """
    type_class_uri = XSD["dateTime"]
    type_class_curie = "xsd:dateTime"
    type_name = "UtcDateTime"
    type_model_uri = DSPY.UtcDateTime


class Amount(float):
    """ Amount of money; a decimal number. """
    type_class_uri = XSD["decimal"]
    type_class_curie = "xsd:decimal"
    type_name = "Amount"
    type_model_uri = DSPY.Amount


class Identifier(String):
    """ Opaque identifier. Any text without control characters that neither begins nor ends with white space; colons and slashes are allowed, and it is never read as an IRI or a CURIE. """
    type_class_uri = XSD["string"]
    type_class_curie = "xsd:string"
    type_name = "Identifier"
    type_model_uri = DSPY.Identifier


class ModelName(String):
    """ Name of a model, such as ``openai/gpt-4.1-nano`` or ``ft:gpt-4o-mini-2024-07-18:acme::BTz2REMH``. Text without white space and control characters. """
    type_class_uri = XSD["string"]
    type_class_curie = "xsd:string"
    type_name = "ModelName"
    type_model_uri = DSPY.ModelName


# Class references
class NamedThingId(Identifier):
    pass


class BaseLMId(NamedThingId):
    pass


class LMId(BaseLMId):
    pass


class ProviderId(NamedThingId):
    pass


class TrainingJobId(NamedThingId):
    pass


class ReinforceJobId(NamedThingId):
    pass


class TrainingRunId(NamedThingId):
    pass


class BootstrapFinetuneId(NamedThingId):
    pass


Any = Any

JsonObject = Any

@dataclass(repr=False)
class NamedThing(YAMLRoot):
    """
    Thing that has an identifier and may have a name and a description.
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["NamedThing"]
    class_class_curie: ClassVar[str] = "dspy:NamedThing"
    class_name: ClassVar[str] = "NamedThing"
    class_model_uri: ClassVar[URIRef] = DSPY.NamedThing

    id: Union[str, NamedThingId] = None
    name: Optional[str] = None
    description: Optional[str] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.id):
            self.MissingRequiredField("id")
        if not isinstance(self.id, NamedThingId):
            self.id = NamedThingId(self.id)

        if self.name is not None and not isinstance(self.name, str):
            self.name = str(self.name)

        if self.description is not None and not isinstance(self.description, str):
            self.description = str(self.description)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMBasePart(YAMLRoot):
    """
    One piece of content in a message or an output. ``type`` names its kind. DSPy: ``dspy.core.types.LMBasePart``
    (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMBasePart"]
    class_class_curie: ClassVar[str] = "dspy:LMBasePart"
    class_name: ClassVar[str] = "LMBasePart"
    class_model_uri: ClassVar[URIRef] = DSPY.LMBasePart

    type: str = None
    metadata: Optional[Union[dict, JsonObject]] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.type):
            self.MissingRequiredField("type")
        if not isinstance(self.type, str):
            self.type = str(self.type)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMSourcePart(LMBasePart):
    """
    Content from one source. DSPy asks for exactly one of ``data``, ``url``, ``file_id`` and ``path``:
    ``dspy.core.types.LMSourcePart`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMSourcePart"]
    class_class_curie: ClassVar[str] = "dspy:LMSourcePart"
    class_name: ClassVar[str] = "LMSourcePart"
    class_model_uri: ClassVar[URIRef] = DSPY.LMSourcePart

    type: str = None
    media_type: Optional[str] = None
    data: Optional[str] = None
    url: Optional[str] = None
    file_id: Optional[str] = None
    path: Optional[str] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self.media_type is not None and not isinstance(self.media_type, str):
            self.media_type = str(self.media_type)

        if self.data is not None and not isinstance(self.data, str):
            self.data = str(self.data)

        if self.url is not None and not isinstance(self.url, str):
            self.url = str(self.url)

        if self.file_id is not None and not isinstance(self.file_id, str):
            self.file_id = str(self.file_id)

        if self.path is not None and not isinstance(self.path, str):
            self.path = str(self.path)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMTextPart(LMBasePart):
    """
    Piece of text. DSPy: ``dspy.core.types.LMTextPart`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMTextPart"]
    class_class_curie: ClassVar[str] = "dspy:LMTextPart"
    class_name: ClassVar[str] = "LMTextPart"
    class_model_uri: ClassVar[URIRef] = DSPY.LMTextPart

    text: str = None
    type: str = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.text):
            self.MissingRequiredField("text")
        if not isinstance(self.text, str):
            self.text = str(self.text)

        if self._is_empty(self.type):
            self.MissingRequiredField("type")
        if not isinstance(self.type, str):
            self.type = str(self.type)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMImagePart(LMSourcePart):
    """
    Image. DSPy: ``dspy.core.types.LMImagePart`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMImagePart"]
    class_class_curie: ClassVar[str] = "dspy:LMImagePart"
    class_name: ClassVar[str] = "LMImagePart"
    class_model_uri: ClassVar[URIRef] = DSPY.LMImagePart

    type: str = None
    detail: Optional[Union[str, "ImageDetail"]] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.type):
            self.MissingRequiredField("type")
        if not isinstance(self.type, str):
            self.type = str(self.type)

        if self.detail is not None and not isinstance(self.detail, ImageDetail):
            self.detail = ImageDetail(self.detail)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMAudioPart(LMSourcePart):
    """
    Sound recording. DSPy: ``dspy.core.types.LMAudioPart`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMAudioPart"]
    class_class_curie: ClassVar[str] = "dspy:LMAudioPart"
    class_name: ClassVar[str] = "LMAudioPart"
    class_model_uri: ClassVar[URIRef] = DSPY.LMAudioPart

    type: str = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.type):
            self.MissingRequiredField("type")
        if not isinstance(self.type, str):
            self.type = str(self.type)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMVideoPart(LMSourcePart):
    """
    Video. DSPy: ``dspy.core.types.LMVideoPart`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMVideoPart"]
    class_class_curie: ClassVar[str] = "dspy:LMVideoPart"
    class_name: ClassVar[str] = "LMVideoPart"
    class_model_uri: ClassVar[URIRef] = DSPY.LMVideoPart

    type: str = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.type):
            self.MissingRequiredField("type")
        if not isinstance(self.type, str):
            self.type = str(self.type)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMDocumentPart(LMBasePart):
    """
    Document that serves as source material and may be cited. DSPy asks for either ``source`` or exactly one of
    ``data``, ``url``, ``file_id`` and ``path``: ``dspy.core.types.LMDocumentPart`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMDocumentPart"]
    class_class_curie: ClassVar[str] = "dspy:LMDocumentPart"
    class_name: ClassVar[str] = "LMDocumentPart"
    class_model_uri: ClassVar[URIRef] = DSPY.LMDocumentPart

    type: str = None
    media_type: Optional[str] = None
    data: Optional[str] = None
    url: Optional[str] = None
    file_id: Optional[str] = None
    path: Optional[str] = None
    source: Optional[Union[dict, JsonObject]] = None
    citations: Optional[Union[dict, JsonObject]] = None
    title: Optional[str] = None
    context: Optional[str] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.type):
            self.MissingRequiredField("type")
        if not isinstance(self.type, str):
            self.type = str(self.type)

        if self.media_type is not None and not isinstance(self.media_type, str):
            self.media_type = str(self.media_type)

        if self.data is not None and not isinstance(self.data, str):
            self.data = str(self.data)

        if self.url is not None and not isinstance(self.url, str):
            self.url = str(self.url)

        if self.file_id is not None and not isinstance(self.file_id, str):
            self.file_id = str(self.file_id)

        if self.path is not None and not isinstance(self.path, str):
            self.path = str(self.path)

        if self.title is not None and not isinstance(self.title, str):
            self.title = str(self.title)

        if self.context is not None and not isinstance(self.context, str):
            self.context = str(self.context)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMBinaryPart(LMSourcePart):
    """
    Attachment of any kind of bytes. DSPy: ``dspy.core.types.LMBinaryPart`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMBinaryPart"]
    class_class_curie: ClassVar[str] = "dspy:LMBinaryPart"
    class_name: ClassVar[str] = "LMBinaryPart"
    class_model_uri: ClassVar[URIRef] = DSPY.LMBinaryPart

    type: str = None
    filename: Optional[str] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.type):
            self.MissingRequiredField("type")
        if not isinstance(self.type, str):
            self.type = str(self.type)

        if self.filename is not None and not isinstance(self.filename, str):
            self.filename = str(self.filename)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMToolCallPart(LMBasePart):
    """
    Call of a tool that the model asks for. DSPy: ``dspy.core.types.LMToolCallPart`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMToolCallPart"]
    class_class_curie: ClassVar[str] = "dspy:LMToolCallPart"
    class_name: ClassVar[str] = "LMToolCallPart"
    class_model_uri: ClassVar[URIRef] = DSPY.LMToolCallPart

    name: str = None
    type: str = None
    id: Optional[str] = None
    args: Optional[Union[dict, JsonObject]] = None
    provider_data: Optional[Union[dict, JsonObject]] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.name):
            self.MissingRequiredField("name")
        if not isinstance(self.name, str):
            self.name = str(self.name)

        if self._is_empty(self.type):
            self.MissingRequiredField("type")
        if not isinstance(self.type, str):
            self.type = str(self.type)

        if self.id is not None and not isinstance(self.id, str):
            self.id = str(self.id)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMToolResultPart(LMBasePart):
    """
    Result of a tool, sent back to the model. DSPy: ``dspy.core.types.LMToolResultPart`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMToolResultPart"]
    class_class_curie: ClassVar[str] = "dspy:LMToolResultPart"
    class_name: ClassVar[str] = "LMToolResultPart"
    class_model_uri: ClassVar[URIRef] = DSPY.LMToolResultPart

    type: str = None
    call_id: Optional[str] = None
    name: Optional[str] = None
    content: Optional[Union[Union[dict, LMBasePart], list[Union[dict, LMBasePart]]]] = empty_list()
    is_error: Optional[Union[bool, Bool]] = None
    provider_data: Optional[Union[dict, JsonObject]] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.type):
            self.MissingRequiredField("type")
        if not isinstance(self.type, str):
            self.type = str(self.type)

        if self.call_id is not None and not isinstance(self.call_id, str):
            self.call_id = str(self.call_id)

        if self.name is not None and not isinstance(self.name, str):
            self.name = str(self.name)

        self._normalize_inlined_as_list(slot_name="content", slot_type=LMBasePart, key_name="type", keyed=False)

        if self.is_error is not None and not isinstance(self.is_error, Bool):
            self.is_error = Bool(self.is_error)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMThinkingPart(LMBasePart):
    """
    Reasoning that the model showed. DSPy: ``dspy.core.types.LMThinkingPart`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMThinkingPart"]
    class_class_curie: ClassVar[str] = "dspy:LMThinkingPart"
    class_name: ClassVar[str] = "LMThinkingPart"
    class_model_uri: ClassVar[URIRef] = DSPY.LMThinkingPart

    text: str = None
    type: str = None
    redacted: Optional[Union[bool, Bool]] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.text):
            self.MissingRequiredField("text")
        if not isinstance(self.text, str):
            self.text = str(self.text)

        if self._is_empty(self.type):
            self.MissingRequiredField("type")
        if not isinstance(self.type, str):
            self.type = str(self.type)

        if self.redacted is not None and not isinstance(self.redacted, Bool):
            self.redacted = Bool(self.redacted)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMCitationPart(LMBasePart):
    """
    Source that the model cites. DSPy asks for at least one of ``text``, ``title`` and ``url``:
    ``dspy.core.types.LMCitationPart`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMCitationPart"]
    class_class_curie: ClassVar[str] = "dspy:LMCitationPart"
    class_name: ClassVar[str] = "LMCitationPart"
    class_model_uri: ClassVar[URIRef] = DSPY.LMCitationPart

    type: str = None
    text: Optional[str] = None
    title: Optional[str] = None
    url: Optional[str] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.type):
            self.MissingRequiredField("type")
        if not isinstance(self.type, str):
            self.type = str(self.type)

        if self.text is not None and not isinstance(self.text, str):
            self.text = str(self.text)

        if self.title is not None and not isinstance(self.title, str):
            self.title = str(self.title)

        if self.url is not None and not isinstance(self.url, str):
            self.url = str(self.url)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMRefusalPart(LMBasePart):
    """
    The model's words of refusal. DSPy: ``dspy.core.types.LMRefusalPart`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMRefusalPart"]
    class_class_curie: ClassVar[str] = "dspy:LMRefusalPart"
    class_name: ClassVar[str] = "LMRefusalPart"
    class_model_uri: ClassVar[URIRef] = DSPY.LMRefusalPart

    text: str = None
    type: str = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.text):
            self.MissingRequiredField("text")
        if not isinstance(self.text, str):
            self.text = str(self.text)

        if self._is_empty(self.type):
            self.MissingRequiredField("type")
        if not isinstance(self.type, str):
            self.type = str(self.type)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMMessage(YAMLRoot):
    """
    What one speaker says. DSPy: ``dspy.core.types.LMMessage`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMMessage"]
    class_class_curie: ClassVar[str] = "dspy:LMMessage"
    class_name: ClassVar[str] = "LMMessage"
    class_model_uri: ClassVar[URIRef] = DSPY.LMMessage

    role: str = None
    parts: Union[Union[dict, LMBasePart], list[Union[dict, LMBasePart]]] = None
    name: Optional[str] = None
    metadata: Optional[Union[dict, JsonObject]] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.role):
            self.MissingRequiredField("role")
        if not isinstance(self.role, str):
            self.role = str(self.role)

        if self._is_empty(self.parts):
            self.MissingRequiredField("parts")
        self._normalize_inlined_as_list(slot_name="parts", slot_type=LMBasePart, key_name="type", keyed=False)

        if self.name is not None and not isinstance(self.name, str):
            self.name = str(self.name)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMToolSpec(YAMLRoot):
    """
    Tool that a model may call, and the schema of its arguments. DSPy: ``dspy.core.types.LMToolSpec`` (3.3; replaced
    in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMToolSpec"]
    class_class_curie: ClassVar[str] = "dspy:LMToolSpec"
    class_name: ClassVar[str] = "LMToolSpec"
    class_model_uri: ClassVar[URIRef] = DSPY.LMToolSpec

    type: str = None
    name: str = None
    description: Optional[str] = None
    parameters: Optional[Union[dict, JsonObject]] = None
    strict: Optional[Union[bool, Bool]] = None
    metadata: Optional[Union[dict, JsonObject]] = None
    provider_data: Optional[Union[dict, JsonObject]] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.type):
            self.MissingRequiredField("type")
        if not isinstance(self.type, str):
            self.type = str(self.type)

        if self._is_empty(self.name):
            self.MissingRequiredField("name")
        if not isinstance(self.name, str):
            self.name = str(self.name)

        if self.description is not None and not isinstance(self.description, str):
            self.description = str(self.description)

        if self.strict is not None and not isinstance(self.strict, Bool):
            self.strict = Bool(self.strict)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMReasoningConfig(YAMLRoot):
    """
    Controls of models that reason natively. DSPy: ``dspy.core.types.LMReasoningConfig`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMReasoningConfig"]
    class_class_curie: ClassVar[str] = "dspy:LMReasoningConfig"
    class_name: ClassVar[str] = "LMReasoningConfig"
    class_model_uri: ClassVar[URIRef] = DSPY.LMReasoningConfig

    effort: Optional[str] = None
    max_tokens: Optional[int] = None
    summary: Optional[str] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self.effort is not None and not isinstance(self.effort, str):
            self.effort = str(self.effort)

        if self.max_tokens is not None and not isinstance(self.max_tokens, int):
            self.max_tokens = int(self.max_tokens)

        if self.summary is not None and not isinstance(self.summary, str):
            self.summary = str(self.summary)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMToolChoice(YAMLRoot):
    """
    Controls of tool calling. DSPy: ``dspy.core.types.LMToolChoice`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMToolChoice"]
    class_class_curie: ClassVar[str] = "dspy:LMToolChoice"
    class_name: ClassVar[str] = "LMToolChoice"
    class_model_uri: ClassVar[URIRef] = DSPY.LMToolChoice

    mode: Optional[Union[str, "ToolChoiceMode"]] = None
    allowed: Optional[Union[str, list[str]]] = empty_list()
    parallel: Optional[Union[bool, Bool]] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self.mode is not None and not isinstance(self.mode, ToolChoiceMode):
            self.mode = ToolChoiceMode(self.mode)

        if not isinstance(self.allowed, list):
            self.allowed = [self.allowed] if self.allowed is not None else []
        self.allowed = [v if isinstance(v, str) else str(v) for v in self.allowed]

        if self.parallel is not None and not isinstance(self.parallel, Bool):
            self.parallel = Bool(self.parallel)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMCacheConfig(YAMLRoot):
    """
    Controls of DSPy's own cache, which answers a repeated request without the provider. DSPy:
    ``dspy.core.types.LMCacheConfig`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMCacheConfig"]
    class_class_curie: ClassVar[str] = "dspy:LMCacheConfig"
    class_name: ClassVar[str] = "LMCacheConfig"
    class_model_uri: ClassVar[URIRef] = DSPY.LMCacheConfig

    enabled: Optional[Union[bool, Bool]] = None
    rollout_id: Optional[Union[int, str]] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self.enabled is not None and not isinstance(self.enabled, Bool):
            self.enabled = Bool(self.enabled)

        if self.rollout_id is not None and not isinstance(self.rollout_id, (int, str)):
            value = self.rollout_id
            for _coerce in (lambda: int(value), lambda: str(value)):
                try:
                    self.rollout_id = _coerce()
                    break
                except (ValueError, TypeError):
                    continue
            else:
                raise ValueError(f"None of the candidate types Union[int, str] could be constructed from {value!r} for slot rollout_id")

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMPromptCacheConfig(YAMLRoot):
    """
    Controls of the provider's prompt cache, which makes a repeated prefix cheaper. DSPy:
    ``dspy.core.types.LMPromptCacheConfig`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMPromptCacheConfig"]
    class_class_curie: ClassVar[str] = "dspy:LMPromptCacheConfig"
    class_name: ClassVar[str] = "LMPromptCacheConfig"
    class_model_uri: ClassVar[URIRef] = DSPY.LMPromptCacheConfig

    enabled: Optional[Union[bool, Bool]] = None
    key: Optional[str] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self.enabled is not None and not isinstance(self.enabled, Bool):
            self.enabled = Bool(self.enabled)

        if self.key is not None and not isinstance(self.key, str):
            self.key = str(self.key)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMConfig(YAMLRoot):
    """
    Controls of the generation. DSPy: ``dspy.core.types.LMConfig`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMConfig"]
    class_class_curie: ClassVar[str] = "dspy:LMConfig"
    class_name: ClassVar[str] = "LMConfig"
    class_model_uri: ClassVar[URIRef] = DSPY.LMConfig

    temperature: Optional[float] = None
    max_tokens: Optional[int] = None
    top_p: Optional[float] = None
    stop: Optional[Union[str, list[str]]] = empty_list()
    n: Optional[int] = None
    logprobs: Optional[Union[bool, Bool, int]] = None
    response_format: Optional[Union[dict, Any]] = None
    reasoning: Optional[Union[dict, LMReasoningConfig]] = None
    tool_choice: Optional[Union[dict, LMToolChoice]] = None
    cache: Optional[Union[dict, LMCacheConfig]] = None
    prompt_cache: Optional[Union[dict, LMPromptCacheConfig]] = None
    extensions: Optional[Union[dict, JsonObject]] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self.temperature is not None and not isinstance(self.temperature, float):
            self.temperature = float(self.temperature)

        if self.max_tokens is not None and not isinstance(self.max_tokens, int):
            self.max_tokens = int(self.max_tokens)

        if self.top_p is not None and not isinstance(self.top_p, float):
            self.top_p = float(self.top_p)

        if not isinstance(self.stop, list):
            self.stop = [self.stop] if self.stop is not None else []
        self.stop = [v if isinstance(v, str) else str(v) for v in self.stop]

        if self.n is not None and not isinstance(self.n, int):
            self.n = int(self.n)

        if self.logprobs is not None and not isinstance(self.logprobs, (Bool, int)):
            value = self.logprobs
            for _coerce in (lambda: Bool(value), lambda: int(value)):
                try:
                    self.logprobs = _coerce()
                    break
                except (ValueError, TypeError):
                    continue
            else:
                raise ValueError(f"None of the candidate types Union[Bool, int] could be constructed from {value!r} for slot logprobs")

        if self.reasoning is not None and not isinstance(self.reasoning, LMReasoningConfig):
            self.reasoning = LMReasoningConfig(**as_dict(self.reasoning))

        if self.tool_choice is not None and not isinstance(self.tool_choice, LMToolChoice):
            self.tool_choice = LMToolChoice(**as_dict(self.tool_choice))

        if self.cache is not None and not isinstance(self.cache, LMCacheConfig):
            self.cache = LMCacheConfig(**as_dict(self.cache))

        if self.prompt_cache is not None and not isinstance(self.prompt_cache, LMPromptCacheConfig):
            self.prompt_cache = LMPromptCacheConfig(**as_dict(self.prompt_cache))

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMRequest(YAMLRoot):
    """
    Request to a language model, in no provider's format. DSPy: ``dspy.core.types.LMRequest`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMRequest"]
    class_class_curie: ClassVar[str] = "dspy:LMRequest"
    class_name: ClassVar[str] = "LMRequest"
    class_model_uri: ClassVar[URIRef] = DSPY.LMRequest

    model: Union[str, ModelName] = None
    messages: Union[Union[dict, LMMessage], list[Union[dict, LMMessage]]] = None
    tools: Optional[Union[Union[dict, LMToolSpec], list[Union[dict, LMToolSpec]]]] = empty_list()
    config: Optional[Union[dict, LMConfig]] = None
    metadata: Optional[Union[dict, JsonObject]] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.model):
            self.MissingRequiredField("model")
        if not isinstance(self.model, ModelName):
            self.model = ModelName(self.model)

        if self._is_empty(self.messages):
            self.MissingRequiredField("messages")
        self._normalize_inlined_as_list(slot_name="messages", slot_type=LMMessage, key_name="role", keyed=False)

        self._normalize_inlined_as_list(slot_name="tools", slot_type=LMToolSpec, key_name="type", keyed=False)

        if self.config is not None and not isinstance(self.config, LMConfig):
            self.config = LMConfig(**as_dict(self.config))

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMUsage(YAMLRoot):
    """
    Tokens that a request used. Further members are allowed, since providers count further things. DSPy:
    ``dspy.core.types.LMUsage`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMUsage"]
    class_class_curie: ClassVar[str] = "dspy:LMUsage"
    class_name: ClassVar[str] = "LMUsage"
    class_model_uri: ClassVar[URIRef] = DSPY.LMUsage

    input_tokens: Optional[int] = None
    output_tokens: Optional[int] = None
    total_tokens: Optional[int] = None
    prompt_tokens: Optional[int] = None
    completion_tokens: Optional[int] = None
    reasoning_tokens: Optional[int] = None
    cache_read_tokens: Optional[int] = None
    cache_write_tokens: Optional[int] = None
    input_audio_tokens: Optional[int] = None
    output_audio_tokens: Optional[int] = None
    details: Optional[Union[dict, JsonObject]] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self.input_tokens is not None and not isinstance(self.input_tokens, int):
            self.input_tokens = int(self.input_tokens)

        if self.output_tokens is not None and not isinstance(self.output_tokens, int):
            self.output_tokens = int(self.output_tokens)

        if self.total_tokens is not None and not isinstance(self.total_tokens, int):
            self.total_tokens = int(self.total_tokens)

        if self.prompt_tokens is not None and not isinstance(self.prompt_tokens, int):
            self.prompt_tokens = int(self.prompt_tokens)

        if self.completion_tokens is not None and not isinstance(self.completion_tokens, int):
            self.completion_tokens = int(self.completion_tokens)

        if self.reasoning_tokens is not None and not isinstance(self.reasoning_tokens, int):
            self.reasoning_tokens = int(self.reasoning_tokens)

        if self.cache_read_tokens is not None and not isinstance(self.cache_read_tokens, int):
            self.cache_read_tokens = int(self.cache_read_tokens)

        if self.cache_write_tokens is not None and not isinstance(self.cache_write_tokens, int):
            self.cache_write_tokens = int(self.cache_write_tokens)

        if self.input_audio_tokens is not None and not isinstance(self.input_audio_tokens, int):
            self.input_audio_tokens = int(self.input_audio_tokens)

        if self.output_audio_tokens is not None and not isinstance(self.output_audio_tokens, int):
            self.output_audio_tokens = int(self.output_audio_tokens)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMOutput(YAMLRoot):
    """
    One generated candidate. DSPy: ``dspy.core.types.LMOutput`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMOutput"]
    class_class_curie: ClassVar[str] = "dspy:LMOutput"
    class_name: ClassVar[str] = "LMOutput"
    class_model_uri: ClassVar[URIRef] = DSPY.LMOutput

    parts: Union[Union[dict, LMBasePart], list[Union[dict, LMBasePart]]] = None
    finish_reason: Optional[str] = None
    truncated: Optional[Union[bool, Bool]] = None
    logprobs: Optional[Union[dict, Any]] = None
    provider_output: Optional[Union[dict, Any]] = None
    provider_data: Optional[Union[dict, JsonObject]] = None
    metadata: Optional[Union[dict, JsonObject]] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.parts):
            self.MissingRequiredField("parts")
        self._normalize_inlined_as_list(slot_name="parts", slot_type=LMBasePart, key_name="type", keyed=False)

        if self.finish_reason is not None and not isinstance(self.finish_reason, str):
            self.finish_reason = str(self.finish_reason)

        if self.truncated is not None and not isinstance(self.truncated, Bool):
            self.truncated = Bool(self.truncated)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LMResponse(YAMLRoot):
    """
    Response to a request, in no provider's format. DSPy: ``dspy.core.types.LMResponse`` (3.3; replaced in 3.4).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LMResponse"]
    class_class_curie: ClassVar[str] = "dspy:LMResponse"
    class_name: ClassVar[str] = "LMResponse"
    class_model_uri: ClassVar[URIRef] = DSPY.LMResponse

    outputs: Union[Union[dict, LMOutput], list[Union[dict, LMOutput]]] = None
    model: Optional[Union[str, ModelName]] = None
    usage: Optional[Union[dict, LMUsage]] = None
    cost: Optional[float] = None
    cache_hit: Optional[Union[bool, Bool]] = None
    response_id: Optional[str] = None
    provider_response: Optional[Union[dict, Any]] = None
    provider_data: Optional[Union[dict, JsonObject]] = None
    metadata: Optional[Union[dict, JsonObject]] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.outputs):
            self.MissingRequiredField("outputs")
        if not isinstance(self.outputs, list):
            self.outputs = [self.outputs] if self.outputs is not None else []
        self.outputs = [v if isinstance(v, LMOutput) else LMOutput(**as_dict(v)) for v in self.outputs]

        if self.model is not None and not isinstance(self.model, ModelName):
            self.model = ModelName(self.model)

        if self.usage is not None and not isinstance(self.usage, LMUsage):
            self.usage = LMUsage(**as_dict(self.usage))

        if self.cost is not None and not isinstance(self.cost, float):
            self.cost = float(self.cost)

        if self.cache_hit is not None and not isinstance(self.cache_hit, Bool):
            self.cache_hit = Bool(self.cache_hit)

        if self.response_id is not None and not isinstance(self.response_id, str):
            self.response_id = str(self.response_id)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class BaseLM(NamedThing):
    """
    Language-model client of any kind, with the state that ``dspy.BaseLM.dump_state`` gives. Further members are
    allowed, since the state takes in every default request parameter.
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["BaseLM"]
    class_class_curie: ClassVar[str] = "dspy:BaseLM"
    class_name: ClassVar[str] = "BaseLM"
    class_model_uri: ClassVar[URIRef] = DSPY.BaseLM

    id: Union[str, BaseLMId] = None
    model: Union[str, ModelName] = None
    model_type: Optional[Union[str, "ModelType"]] = None
    cache: Optional[Union[bool, Bool]] = None
    num_retries: Optional[int] = None
    temperature: Optional[float] = None
    max_tokens: Optional[int] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.id):
            self.MissingRequiredField("id")
        if not isinstance(self.id, BaseLMId):
            self.id = BaseLMId(self.id)

        if self._is_empty(self.model):
            self.MissingRequiredField("model")
        if not isinstance(self.model, ModelName):
            self.model = ModelName(self.model)

        if self.model_type is not None and not isinstance(self.model_type, ModelType):
            self.model_type = ModelType(self.model_type)

        if self.cache is not None and not isinstance(self.cache, Bool):
            self.cache = Bool(self.cache)

        if self.num_retries is not None and not isinstance(self.num_retries, int):
            self.num_retries = int(self.num_retries)

        if self.temperature is not None and not isinstance(self.temperature, float):
            self.temperature = float(self.temperature)

        if self.max_tokens is not None and not isinstance(self.max_tokens, int):
            self.max_tokens = int(self.max_tokens)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LM(BaseLM):
    """
    Language-model client that calls its provider through LiteLLM, with the state that ``dspy.LM.dump_state`` gives.
    Further members are allowed, since the state takes in every default request parameter.
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LM"]
    class_class_curie: ClassVar[str] = "dspy:LM"
    class_name: ClassVar[str] = "LM"
    class_model_uri: ClassVar[URIRef] = DSPY.LM

    id: Union[str, LMId] = None
    model: Union[str, ModelName] = None
    finetuning_model: Optional[Union[str, ModelName]] = None
    launch_kwargs: Optional[Union[dict, JsonObject]] = None
    train_kwargs: Optional[Union[dict, Any]] = None
    use_developer_role: Optional[Union[bool, Bool]] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.id):
            self.MissingRequiredField("id")
        if not isinstance(self.id, LMId):
            self.id = LMId(self.id)

        if self.finetuning_model is not None and not isinstance(self.finetuning_model, ModelName):
            self.finetuning_model = ModelName(self.finetuning_model)

        if self.use_developer_role is not None and not isinstance(self.use_developer_role, Bool):
            self.use_developer_role = Bool(self.use_developer_role)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class Provider(NamedThing):
    """
    Who launches, fine-tunes and reinforces models. DSPy: ``dspy.clients.provider.Provider``.
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["Provider"]
    class_class_curie: ClassVar[str] = "dspy:Provider"
    class_name: ClassVar[str] = "Provider"
    class_model_uri: ClassVar[URIRef] = DSPY.Provider

    id: Union[str, ProviderId] = None
    finetunable: Optional[Union[bool, Bool]] = None
    reinforceable: Optional[Union[bool, Bool]] = None
    training_job_class: Optional[str] = None
    reinforce_job_class: Optional[str] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.id):
            self.MissingRequiredField("id")
        if not isinstance(self.id, ProviderId):
            self.id = ProviderId(self.id)

        if self.finetunable is not None and not isinstance(self.finetunable, Bool):
            self.finetunable = Bool(self.finetunable)

        if self.reinforceable is not None and not isinstance(self.reinforceable, Bool):
            self.reinforceable = Bool(self.reinforceable)

        if self.training_job_class is not None and not isinstance(self.training_job_class, str):
            self.training_job_class = str(self.training_job_class)

        if self.reinforce_job_class is not None and not isinstance(self.reinforce_job_class, str):
            self.reinforce_job_class = str(self.reinforce_job_class)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class TrainingJob(NamedThing):
    """
    Asynchronous fine-tuning job (``dspy.clients.provider.TrainingJob``).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["TrainingJob"]
    class_class_curie: ClassVar[str] = "dspy:TrainingJob"
    class_name: ClassVar[str] = "TrainingJob"
    class_model_uri: ClassVar[URIRef] = DSPY.TrainingJob

    id: Union[str, TrainingJobId] = None
    job_id: Optional[Union[str, Identifier]] = None
    model: Optional[Union[str, ModelName]] = None
    training_status: Optional[Union[str, "TrainingStatus"]] = None
    train_data_format: Optional[Union[str, "TrainDataFormat"]] = None
    train_data: Optional[Union[Union[dict, Any], list[Union[dict, Any]]]] = empty_list()
    train_kwargs: Optional[Union[dict, Any]] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.id):
            self.MissingRequiredField("id")
        if not isinstance(self.id, TrainingJobId):
            self.id = TrainingJobId(self.id)

        if self.job_id is not None and not isinstance(self.job_id, Identifier):
            self.job_id = Identifier(self.job_id)

        if self.model is not None and not isinstance(self.model, ModelName):
            self.model = ModelName(self.model)

        if self.training_status is not None and not isinstance(self.training_status, TrainingStatus):
            self.training_status = TrainingStatus(self.training_status)

        if self.train_data_format is not None and not isinstance(self.train_data_format, TrainDataFormat):
            self.train_data_format = TrainDataFormat(self.train_data_format)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class ReinforceJob(NamedThing):
    """
    Reinforcement-learning fine-tuning job (``dspy.clients.provider.ReinforceJob``).
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["ReinforceJob"]
    class_class_curie: ClassVar[str] = "dspy:ReinforceJob"
    class_name: ClassVar[str] = "ReinforceJob"
    class_model_uri: ClassVar[URIRef] = DSPY.ReinforceJob

    id: Union[str, ReinforceJobId] = None
    job_id: Optional[Union[str, Identifier]] = None
    current_model: Optional[Union[str, ModelName]] = None
    checkpoints: Optional[Union[dict, Any]] = None
    last_checkpoint: Optional[str] = None
    pending_batch_ids: Optional[Union[int, list[int]]] = empty_list()
    train_kwargs: Optional[Union[dict, Any]] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.id):
            self.MissingRequiredField("id")
        if not isinstance(self.id, ReinforceJobId):
            self.id = ReinforceJobId(self.id)

        if self.job_id is not None and not isinstance(self.job_id, Identifier):
            self.job_id = Identifier(self.job_id)

        if self.current_model is not None and not isinstance(self.current_model, ModelName):
            self.current_model = ModelName(self.current_model)

        if self.last_checkpoint is not None and not isinstance(self.last_checkpoint, str):
            self.last_checkpoint = str(self.last_checkpoint)

        if not isinstance(self.pending_batch_ids, list):
            self.pending_batch_ids = [self.pending_batch_ids] if self.pending_batch_ids is not None else []
        self.pending_batch_ids = [v if isinstance(v, int) else int(v) for v in self.pending_batch_ids]

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class TrainingRun(NamedThing):
    """
    One execution of a fine-tuning or reinforcement job at a vendor; its times, outcome, data, measurements and cost.
    Job and run together hold what a vendor's job record holds.
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["TrainingRun"]
    class_class_curie: ClassVar[str] = "dspy:TrainingRun"
    class_name: ClassVar[str] = "TrainingRun"
    class_model_uri: ClassVar[URIRef] = DSPY.TrainingRun

    id: Union[str, TrainingRunId] = None
    job: Union[str, Identifier] = None
    provider: Optional[str] = None
    run_status: Optional[Union[str, "TrainingStatus"]] = None
    provider_status: Optional[str] = None
    created_at: Optional[str] = None
    started_at: Optional[str] = None
    finished_at: Optional[str] = None
    updated_at: Optional[str] = None
    estimated_finish: Optional[str] = None
    fine_tuned_model: Optional[Union[str, ModelName]] = None
    base_model: Optional[Union[str, ModelName]] = None
    method: Optional[str] = None
    error: Optional[Union[dict, "JobError"]] = None
    training_data: Optional[Union[str, list[str]]] = empty_list()
    validation_data: Optional[Union[str, list[str]]] = empty_list()
    result_files: Optional[Union[str, list[str]]] = empty_list()
    run_checkpoints: Optional[Union[Union[dict, "Checkpoint"], list[Union[dict, "Checkpoint"]]]] = empty_list()
    metrics: Optional[Union[Union[dict, "MetricPoint"], list[Union[dict, "MetricPoint"]]]] = empty_list()
    losses: Optional[Union[Union[dict, "LossPoint"], list[Union[dict, "LossPoint"]]]] = empty_list()
    trained_tokens: Optional[int] = None
    cost: Optional[float] = None
    cost_currency: Optional[str] = None
    progress: Optional[float] = None
    seed: Optional[int] = None
    owner: Optional[str] = None
    integrations: Optional[Union[Union[dict, Any], list[Union[dict, Any]]]] = empty_list()
    extra: Optional[Union[dict, Any]] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.id):
            self.MissingRequiredField("id")
        if not isinstance(self.id, TrainingRunId):
            self.id = TrainingRunId(self.id)

        if self._is_empty(self.job):
            self.MissingRequiredField("job")
        if not isinstance(self.job, Identifier):
            self.job = Identifier(self.job)

        if self.provider is not None and not isinstance(self.provider, str):
            self.provider = str(self.provider)

        if self.run_status is not None and not isinstance(self.run_status, TrainingStatus):
            self.run_status = TrainingStatus(self.run_status)

        if self.provider_status is not None and not isinstance(self.provider_status, str):
            self.provider_status = str(self.provider_status)

        if self.created_at is not None and not isinstance(self.created_at, str):
            self.created_at = str(self.created_at)

        if self.started_at is not None and not isinstance(self.started_at, str):
            self.started_at = str(self.started_at)

        if self.finished_at is not None and not isinstance(self.finished_at, str):
            self.finished_at = str(self.finished_at)

        if self.updated_at is not None and not isinstance(self.updated_at, str):
            self.updated_at = str(self.updated_at)

        if self.estimated_finish is not None and not isinstance(self.estimated_finish, str):
            self.estimated_finish = str(self.estimated_finish)

        if self.fine_tuned_model is not None and not isinstance(self.fine_tuned_model, ModelName):
            self.fine_tuned_model = ModelName(self.fine_tuned_model)

        if self.base_model is not None and not isinstance(self.base_model, ModelName):
            self.base_model = ModelName(self.base_model)

        if self.method is not None and not isinstance(self.method, str):
            self.method = str(self.method)

        if self.error is not None and not isinstance(self.error, JobError):
            self.error = JobError(**as_dict(self.error))

        if not isinstance(self.training_data, list):
            self.training_data = [self.training_data] if self.training_data is not None else []
        self.training_data = [v if isinstance(v, str) else str(v) for v in self.training_data]

        if not isinstance(self.validation_data, list):
            self.validation_data = [self.validation_data] if self.validation_data is not None else []
        self.validation_data = [v if isinstance(v, str) else str(v) for v in self.validation_data]

        if not isinstance(self.result_files, list):
            self.result_files = [self.result_files] if self.result_files is not None else []
        self.result_files = [v if isinstance(v, str) else str(v) for v in self.result_files]

        self._normalize_inlined_as_list(slot_name="run_checkpoints", slot_type=Checkpoint, key_name="name", keyed=False)

        self._normalize_inlined_as_list(slot_name="metrics", slot_type=MetricPoint, key_name="name", keyed=False)

        if not isinstance(self.losses, list):
            self.losses = [self.losses] if self.losses is not None else []
        self.losses = [v if isinstance(v, LossPoint) else LossPoint(**as_dict(v)) for v in self.losses]

        if self.trained_tokens is not None and not isinstance(self.trained_tokens, int):
            self.trained_tokens = int(self.trained_tokens)

        if self.cost is not None and not isinstance(self.cost, float):
            self.cost = float(self.cost)

        if self.cost_currency is not None and not isinstance(self.cost_currency, str):
            self.cost_currency = str(self.cost_currency)

        if self.progress is not None and not isinstance(self.progress, float):
            self.progress = float(self.progress)

        if self.seed is not None and not isinstance(self.seed, int):
            self.seed = int(self.seed)

        if self.owner is not None and not isinstance(self.owner, str):
            self.owner = str(self.owner)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class JobError(YAMLRoot):
    """
    Why a run failed, as the vendor reports it.
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["JobError"]
    class_class_curie: ClassVar[str] = "dspy:JobError"
    class_name: ClassVar[str] = "JobError"
    class_model_uri: ClassVar[URIRef] = DSPY.JobError

    code: Optional[str] = None
    message: Optional[str] = None
    param: Optional[str] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self.code is not None and not isinstance(self.code, str):
            self.code = str(self.code)

        if self.message is not None and not isinstance(self.message, str):
            self.message = str(self.message)

        if self.param is not None and not isinstance(self.param, str):
            self.param = str(self.param)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class Checkpoint(YAMLRoot):
    """
    State of a model that was kept during training.
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["Checkpoint"]
    class_class_curie: ClassVar[str] = "dspy:Checkpoint"
    class_name: ClassVar[str] = "Checkpoint"
    class_model_uri: ClassVar[URIRef] = DSPY.Checkpoint

    name: str = None
    location: Optional[str] = None
    fine_tuned_model: Optional[Union[str, ModelName]] = None
    step: Optional[int] = None
    epoch: Optional[float] = None
    score: Optional[float] = None
    created_at: Optional[str] = None
    metrics: Optional[Union[Union[dict, "MetricPoint"], list[Union[dict, "MetricPoint"]]]] = empty_list()
    metadata: Optional[Union[dict, JsonObject]] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.name):
            self.MissingRequiredField("name")
        if not isinstance(self.name, str):
            self.name = str(self.name)

        if self.location is not None and not isinstance(self.location, str):
            self.location = str(self.location)

        if self.fine_tuned_model is not None and not isinstance(self.fine_tuned_model, ModelName):
            self.fine_tuned_model = ModelName(self.fine_tuned_model)

        if self.step is not None and not isinstance(self.step, int):
            self.step = int(self.step)

        if self.epoch is not None and not isinstance(self.epoch, float):
            self.epoch = float(self.epoch)

        if self.score is not None and not isinstance(self.score, float):
            self.score = float(self.score)

        if self.created_at is not None and not isinstance(self.created_at, str):
            self.created_at = str(self.created_at)

        self._normalize_inlined_as_list(slot_name="metrics", slot_type=MetricPoint, key_name="name", keyed=False)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class MetricPoint(YAMLRoot):
    """
    One measured value of a run or of a checkpoint.
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["MetricPoint"]
    class_class_curie: ClassVar[str] = "dspy:MetricPoint"
    class_name: ClassVar[str] = "MetricPoint"
    class_model_uri: ClassVar[URIRef] = DSPY.MetricPoint

    name: str = None
    value: float = None
    step: Optional[int] = None
    epoch: Optional[float] = None
    recorded_at: Optional[str] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.name):
            self.MissingRequiredField("name")
        if not isinstance(self.name, str):
            self.name = str(self.name)

        if self._is_empty(self.value):
            self.MissingRequiredField("value")
        if not isinstance(self.value, float):
            self.value = float(self.value)

        if self.step is not None and not isinstance(self.step, int):
            self.step = int(self.step)

        if self.epoch is not None and not isinstance(self.epoch, float):
            self.epoch = float(self.epoch)

        if self.recorded_at is not None and not isinstance(self.recorded_at, str):
            self.recorded_at = str(self.recorded_at)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class LossPoint(YAMLRoot):
    """
    Losses at one point of a run.
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["LossPoint"]
    class_class_curie: ClassVar[str] = "dspy:LossPoint"
    class_name: ClassVar[str] = "LossPoint"
    class_model_uri: ClassVar[URIRef] = DSPY.LossPoint

    step: Optional[int] = None
    epoch: Optional[float] = None
    recorded_at: Optional[str] = None
    loss: Optional[float] = None
    valid_loss: Optional[float] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self.step is not None and not isinstance(self.step, int):
            self.step = int(self.step)

        if self.epoch is not None and not isinstance(self.epoch, float):
            self.epoch = float(self.epoch)

        if self.recorded_at is not None and not isinstance(self.recorded_at, str):
            self.recorded_at = str(self.recorded_at)

        if self.loss is not None and not isinstance(self.loss, float):
            self.loss = float(self.loss)

        if self.valid_loss is not None and not isinstance(self.valid_loss, float):
            self.valid_loss = float(self.valid_loss)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class GRPOStatus(YAMLRoot):
    """
    What a reinforcement backend reports about a job when asked. DSPy: ``dspy.clients.utils_finetune.GRPOStatus``.
    Only job_id is required: backends send partial objects, although DSPy's type lists all members.
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["GRPOStatus"]
    class_class_curie: ClassVar[str] = "dspy:GRPOStatus"
    class_name: ClassVar[str] = "GRPOStatus"
    class_model_uri: ClassVar[URIRef] = DSPY.GRPOStatus

    job_id: Union[str, Identifier] = None
    status: Optional[str] = None
    current_model: Optional[Union[str, ModelName]] = None
    checkpoints: Optional[Union[dict, JsonObject]] = None
    last_checkpoint: Optional[str] = None
    pending_batch_ids: Optional[Union[int, list[int]]] = empty_list()

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.job_id):
            self.MissingRequiredField("job_id")
        if not isinstance(self.job_id, Identifier):
            self.job_id = Identifier(self.job_id)

        if self.status is not None and not isinstance(self.status, str):
            self.status = str(self.status)

        if self.current_model is not None and not isinstance(self.current_model, ModelName):
            self.current_model = ModelName(self.current_model)

        if self.last_checkpoint is not None and not isinstance(self.last_checkpoint, str):
            self.last_checkpoint = str(self.last_checkpoint)

        if not isinstance(self.pending_batch_ids, list):
            self.pending_batch_ids = [self.pending_batch_ids] if self.pending_batch_ids is not None else []
        self.pending_batch_ids = [v if isinstance(v, int) else int(v) for v in self.pending_batch_ids]

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class GRPOGroup(YAMLRoot):
    """
    Rated completions of one conversation, from which a reinforcement step learns. DSPy:
    ``dspy.clients.utils_finetune.GRPOGroup``.
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["GRPOGroup"]
    class_class_curie: ClassVar[str] = "dspy:GRPOGroup"
    class_name: ClassVar[str] = "GRPOGroup"
    class_model_uri: ClassVar[URIRef] = DSPY.GRPOGroup

    group: Union[Union[dict, "GRPOChatData"], list[Union[dict, "GRPOChatData"]]] = None
    batch_id: Optional[int] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.group):
            self.MissingRequiredField("group")
        self._normalize_inlined_as_list(slot_name="group", slot_type=GRPOChatData, key_name="reward", keyed=False)

        if self.batch_id is not None and not isinstance(self.batch_id, int):
            self.batch_id = int(self.batch_id)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class GRPOChatData(YAMLRoot):
    """
    One completion of a conversation with its reward. DSPy: ``dspy.clients.utils_finetune.GRPOChatData``.
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["GRPOChatData"]
    class_class_curie: ClassVar[str] = "dspy:GRPOChatData"
    class_name: ClassVar[str] = "GRPOChatData"
    class_model_uri: ClassVar[URIRef] = DSPY.GRPOChatData

    messages: Union[Union[dict, "Message"], list[Union[dict, "Message"]]] = None
    completion: Union[dict, "MessageAssistant"] = None
    reward: float = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.messages):
            self.MissingRequiredField("messages")
        self._normalize_inlined_as_list(slot_name="messages", slot_type=Message, key_name="role", keyed=False)

        if self._is_empty(self.completion):
            self.MissingRequiredField("completion")
        if not isinstance(self.completion, MessageAssistant):
            self.completion = MessageAssistant(**as_dict(self.completion))

        if self._is_empty(self.reward):
            self.MissingRequiredField("reward")
        if not isinstance(self.reward, float):
            self.reward = float(self.reward)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class Message(YAMLRoot):
    """
    Message of a training conversation. DSPy: ``dspy.clients.utils_finetune.Message``.
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["Message"]
    class_class_curie: ClassVar[str] = "dspy:Message"
    class_name: ClassVar[str] = "Message"
    class_model_uri: ClassVar[URIRef] = DSPY.Message

    role: Union[str, "MessageRole"] = None
    content: str = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.role):
            self.MissingRequiredField("role")
        if not isinstance(self.role, MessageRole):
            self.role = MessageRole(self.role)

        if self._is_empty(self.content):
            self.MissingRequiredField("content")
        if not isinstance(self.content, str):
            self.content = str(self.content)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class MessageAssistant(YAMLRoot):
    """
    Message of the model in a training conversation. DSPy: ``dspy.clients.utils_finetune.MessageAssistant``.
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["MessageAssistant"]
    class_class_curie: ClassVar[str] = "dspy:MessageAssistant"
    class_name: ClassVar[str] = "MessageAssistant"
    class_model_uri: ClassVar[URIRef] = DSPY.MessageAssistant

    role: str = None
    content: str = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.role):
            self.MissingRequiredField("role")
        if not isinstance(self.role, str):
            self.role = str(self.role)

        if self._is_empty(self.content):
            self.MissingRequiredField("content")
        if not isinstance(self.content, str):
            self.content = str(self.content)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class BootstrapFinetune(NamedThing):
    """
    Optimizer that collects successful traces of a program and fine-tunes the program's models on them. DSPy:
    ``dspy.teleprompt.BootstrapFinetune``.
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["BootstrapFinetune"]
    class_class_curie: ClassVar[str] = "dspy:BootstrapFinetune"
    class_name: ClassVar[str] = "BootstrapFinetune"
    class_model_uri: ClassVar[URIRef] = DSPY.BootstrapFinetune

    id: Union[str, BootstrapFinetuneId] = None
    metric: Optional[str] = None
    multitask: Optional[Union[bool, Bool]] = None
    train_data_format: Optional[Union[str, "TrainDataFormat"]] = None
    train_kwargs: Optional[Union[dict, Any]] = None
    adapter: Optional[str] = None
    exclude_demos: Optional[Union[bool, Bool]] = None
    num_threads: Optional[int] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.id):
            self.MissingRequiredField("id")
        if not isinstance(self.id, BootstrapFinetuneId):
            self.id = BootstrapFinetuneId(self.id)

        if self.metric is not None and not isinstance(self.metric, str):
            self.metric = str(self.metric)

        if self.multitask is not None and not isinstance(self.multitask, Bool):
            self.multitask = Bool(self.multitask)

        if self.train_data_format is not None and not isinstance(self.train_data_format, TrainDataFormat):
            self.train_data_format = TrainDataFormat(self.train_data_format)

        if self.adapter is not None and not isinstance(self.adapter, str):
            self.adapter = str(self.adapter)

        if self.exclude_demos is not None and not isinstance(self.exclude_demos, Bool):
            self.exclude_demos = Bool(self.exclude_demos)

        if self.num_threads is not None and not isinstance(self.num_threads, int):
            self.num_threads = int(self.num_threads)

        super().__post_init__(**kwargs)


@dataclass(repr=False)
class TrainDataDigest(YAMLRoot):
    """
    Digest of the training data of a job that is published without it.
    """
    _inherited_slots: ClassVar[list[str]] = []

    class_class_uri: ClassVar[URIRef] = DSPY["TrainDataDigest"]
    class_class_curie: ClassVar[str] = "dspy:TrainDataDigest"
    class_name: ClassVar[str] = "TrainDataDigest"
    class_model_uri: ClassVar[URIRef] = DSPY.TrainDataDigest

    sha256: str = None
    count: int = None
    format: Optional[Union[str, "TrainDataFormat"]] = None

    def __post_init__(self, *_: str, **kwargs: Any):
        if self._is_empty(self.sha256):
            self.MissingRequiredField("sha256")
        if not isinstance(self.sha256, str):
            self.sha256 = str(self.sha256)

        if self._is_empty(self.count):
            self.MissingRequiredField("count")
        if not isinstance(self.count, int):
            self.count = int(self.count)

        if self.format is not None and not isinstance(self.format, TrainDataFormat):
            self.format = TrainDataFormat(self.format)

        super().__post_init__(**kwargs)


# Enumerations
class ImageDetail(EnumDefinitionImpl):
    """
    How closely a model looks at an image.
    """
    low = PermissibleValue(
        text="low",
        description="A small version of the image, for few tokens.")
    high = PermissibleValue(
        text="high",
        description="The image in full detail.")
    auto = PermissibleValue(
        text="auto",
        description="The provider decides.")

    _defn = EnumDefinition(
        name="ImageDetail",
        description="How closely a model looks at an image.",
    )

class ToolChoiceMode(EnumDefinitionImpl):
    """
    Whether a model may, must or must not call a tool.
    """
    auto = PermissibleValue(
        text="auto",
        description="The model decides.")
    required = PermissibleValue(
        text="required",
        description="The model must call a tool.")
    none = PermissibleValue(
        text="none",
        description="The model must not call a tool.")

    _defn = EnumDefinition(
        name="ToolChoiceMode",
        description="Whether a model may, must or must not call a tool.",
    )

class ModelType(EnumDefinitionImpl):
    """
    The API of the provider through which a model is called.
    """
    chat = PermissibleValue(
        text="chat",
        description="Chat completions.")
    text = PermissibleValue(
        text="text",
        description="Text completions, from a prompt.")
    responses = PermissibleValue(
        text="responses",
        description="OpenAI's Responses API.")

    _defn = EnumDefinition(
        name="ModelType",
        description="The API of the provider through which a model is called.",
    )

class TrainDataFormat(EnumDefinitionImpl):
    """
    Shape of the training examples. DSPy: ``dspy.clients.utils_finetune.TrainDataFormat``.
    """
    chat = PermissibleValue(
        text="chat",
        description="Conversations; objects with the member messages.")
    completion = PermissibleValue(
        text="completion",
        description="Pairs of text; objects with the members prompt and completion.")
    grpo_chat = PermissibleValue(
        text="grpo_chat",
        description="Groups of rated completions of one conversation, as GRPOGroup describes.")

    _defn = EnumDefinition(
        name="TrainDataFormat",
        description="Shape of the training examples. DSPy: ``dspy.clients.utils_finetune.TrainDataFormat``.",
    )

class TrainingStatus(EnumDefinitionImpl):
    """
    How far a job has come. DSPy: ``dspy.clients.utils_finetune.TrainingStatus``.
    """
    not_started = PermissibleValue(
        text="not_started",
        description="Known to the client only; nothing was submitted yet.")
    pending = PermissibleValue(
        text="pending",
        description="Submitted, and waiting, queued, being validated or paused.")
    running = PermissibleValue(
        text="running",
        description="At work.")
    succeeded = PermissibleValue(
        text="succeeded",
        description="Ended with a result.")
    failed = PermissibleValue(
        text="failed",
        description="Ended by an error, without a result.")
    cancelled = PermissibleValue(
        text="cancelled",
        description="Ended on request, without a result.")

    _defn = EnumDefinition(
        name="TrainingStatus",
        description="How far a job has come. DSPy: ``dspy.clients.utils_finetune.TrainingStatus``.",
    )

class MessageRole(EnumDefinitionImpl):
    """
    Who speaks in a training conversation.
    """
    system = PermissibleValue(
        text="system",
        description="Who sets the frame.")
    user = PermissibleValue(
        text="user",
        description="Who asks.")
    assistant = PermissibleValue(
        text="assistant",
        description="The model.")

    _defn = EnumDefinition(
        name="MessageRole",
        description="Who speaks in a training conversation.",
    )

# Slots
class slots:
    pass

slots.id = Slot(uri=SCHEMA.identifier, name="id", curie=SCHEMA.curie('identifier'),
                   model_uri=DSPY.id, domain=None, range=URIRef)

slots.name = Slot(uri=RDFS.label, name="name", curie=RDFS.curie('label'),
                   model_uri=DSPY.name, domain=None, range=Optional[str])

slots.description = Slot(uri=DCT.description, name="description", curie=DCT.curie('description'),
                   model_uri=DSPY.description, domain=None, range=Optional[str])

slots.model = Slot(uri=DSPY.model, name="model", curie=DSPY.curie('model'),
                   model_uri=DSPY.model, domain=None, range=Optional[Union[str, ModelName]])

slots.train_kwargs = Slot(uri=DSPY.train_kwargs, name="train_kwargs", curie=DSPY.curie('train_kwargs'),
                   model_uri=DSPY.train_kwargs, domain=None, range=Optional[Union[dict, Any]])

slots.metadata = Slot(uri=DSPY.metadata, name="metadata", curie=DSPY.curie('metadata'),
                   model_uri=DSPY.metadata, domain=None, range=Optional[Union[dict, JsonObject]])

slots.type = Slot(uri=DSPY.type, name="type", curie=DSPY.curie('type'),
                   model_uri=DSPY.type, domain=None, range=str)

slots.media_type = Slot(uri=DSPY.media_type, name="media_type", curie=DSPY.curie('media_type'),
                   model_uri=DSPY.media_type, domain=None, range=Optional[str])

slots.data = Slot(uri=DSPY.data, name="data", curie=DSPY.curie('data'),
                   model_uri=DSPY.data, domain=None, range=Optional[str])

slots.url = Slot(uri=DSPY.url, name="url", curie=DSPY.curie('url'),
                   model_uri=DSPY.url, domain=None, range=Optional[str])

slots.file_id = Slot(uri=DSPY.file_id, name="file_id", curie=DSPY.curie('file_id'),
                   model_uri=DSPY.file_id, domain=None, range=Optional[str])

slots.path = Slot(uri=DSPY.path, name="path", curie=DSPY.curie('path'),
                   model_uri=DSPY.path, domain=None, range=Optional[str])

slots.detail = Slot(uri=DSPY.detail, name="detail", curie=DSPY.curie('detail'),
                   model_uri=DSPY.detail, domain=None, range=Optional[Union[str, "ImageDetail"]])

slots.source = Slot(uri=DSPY.source, name="source", curie=DSPY.curie('source'),
                   model_uri=DSPY.source, domain=None, range=Optional[Union[dict, JsonObject]])

slots.citations = Slot(uri=DSPY.citations, name="citations", curie=DSPY.curie('citations'),
                   model_uri=DSPY.citations, domain=None, range=Optional[Union[dict, JsonObject]])

slots.title = Slot(uri=DSPY.title, name="title", curie=DSPY.curie('title'),
                   model_uri=DSPY.title, domain=None, range=Optional[str])

slots.context = Slot(uri=DSPY.context, name="context", curie=DSPY.curie('context'),
                   model_uri=DSPY.context, domain=None, range=Optional[str])

slots.filename = Slot(uri=DSPY.filename, name="filename", curie=DSPY.curie('filename'),
                   model_uri=DSPY.filename, domain=None, range=Optional[str])

slots.text = Slot(uri=DSPY.text, name="text", curie=DSPY.curie('text'),
                   model_uri=DSPY.text, domain=None, range=Optional[str])

slots.args = Slot(uri=DSPY.args, name="args", curie=DSPY.curie('args'),
                   model_uri=DSPY.args, domain=None, range=Optional[Union[dict, JsonObject]])

slots.provider_data = Slot(uri=DSPY.provider_data, name="provider_data", curie=DSPY.curie('provider_data'),
                   model_uri=DSPY.provider_data, domain=None, range=Optional[Union[dict, JsonObject]])

slots.call_id = Slot(uri=DSPY.call_id, name="call_id", curie=DSPY.curie('call_id'),
                   model_uri=DSPY.call_id, domain=None, range=Optional[str])

slots.is_error = Slot(uri=DSPY.is_error, name="is_error", curie=DSPY.curie('is_error'),
                   model_uri=DSPY.is_error, domain=None, range=Optional[Union[bool, Bool]])

slots.redacted = Slot(uri=DSPY.redacted, name="redacted", curie=DSPY.curie('redacted'),
                   model_uri=DSPY.redacted, domain=None, range=Optional[Union[bool, Bool]])

slots.id_of_lm_tool_call_part = Slot(uri=SCHEMA.identifier, name="id_of_lm_tool_call_part", curie=SCHEMA.curie('identifier'),
                   model_uri=DSPY.id_of_lm_tool_call_part, domain=None, range=Optional[str])

slots.name_of_lm_tool_result_part = Slot(uri=RDFS.label, name="name_of_lm_tool_result_part", curie=RDFS.curie('label'),
                   model_uri=DSPY.name_of_lm_tool_result_part, domain=None, range=Optional[str])

slots.content_of_lm_tool_result_part = Slot(uri=DSPY.content, name="content_of_lm_tool_result_part", curie=DSPY.curie('content'),
                   model_uri=DSPY.content_of_lm_tool_result_part, domain=None, range=Optional[Union[Union[dict, LMBasePart], list[Union[dict, LMBasePart]]]])

slots.role_of_lm_message = Slot(uri=DSPY.role, name="role_of_lm_message", curie=DSPY.curie('role'),
                   model_uri=DSPY.role_of_lm_message, domain=None, range=str)

slots.parts = Slot(uri=DSPY.parts, name="parts", curie=DSPY.curie('parts'),
                   model_uri=DSPY.parts, domain=None, range=Union[Union[dict, LMBasePart], list[Union[dict, LMBasePart]]])

slots.parameters = Slot(uri=DSPY.parameters, name="parameters", curie=DSPY.curie('parameters'),
                   model_uri=DSPY.parameters, domain=None, range=Optional[Union[dict, JsonObject]])

slots.strict = Slot(uri=DSPY.strict, name="strict", curie=DSPY.curie('strict'),
                   model_uri=DSPY.strict, domain=None, range=Optional[Union[bool, Bool]])

slots.temperature = Slot(uri=DSPY.temperature, name="temperature", curie=DSPY.curie('temperature'),
                   model_uri=DSPY.temperature, domain=None, range=Optional[float])

slots.max_tokens = Slot(uri=DSPY.max_tokens, name="max_tokens", curie=DSPY.curie('max_tokens'),
                   model_uri=DSPY.max_tokens, domain=None, range=Optional[int])

slots.top_p = Slot(uri=DSPY.top_p, name="top_p", curie=DSPY.curie('top_p'),
                   model_uri=DSPY.top_p, domain=None, range=Optional[float])

slots.stop = Slot(uri=DSPY.stop, name="stop", curie=DSPY.curie('stop'),
                   model_uri=DSPY.stop, domain=None, range=Optional[Union[str, list[str]]])

slots.n_of_lm_config = Slot(uri=DSPY.n, name="n_of_lm_config", curie=DSPY.curie('n'),
                   model_uri=DSPY.n_of_lm_config, domain=None, range=Optional[int])

slots.logprobs = Slot(uri=DSPY.logprobs, name="logprobs", curie=DSPY.curie('logprobs'),
                   model_uri=DSPY.logprobs, domain=None, range=Optional[Union[bool, Bool, int]])

slots.response_format = Slot(uri=DSPY.response_format, name="response_format", curie=DSPY.curie('response_format'),
                   model_uri=DSPY.response_format, domain=None, range=Optional[Union[dict, Any]])

slots.reasoning = Slot(uri=DSPY.reasoning, name="reasoning", curie=DSPY.curie('reasoning'),
                   model_uri=DSPY.reasoning, domain=None, range=Optional[Union[dict, LMReasoningConfig]])

slots.tool_choice = Slot(uri=DSPY.tool_choice, name="tool_choice", curie=DSPY.curie('tool_choice'),
                   model_uri=DSPY.tool_choice, domain=None, range=Optional[Union[dict, LMToolChoice]])

slots.cache_of_lm_config = Slot(uri=DSPY.cache, name="cache_of_lm_config", curie=DSPY.curie('cache'),
                   model_uri=DSPY.cache_of_lm_config, domain=None, range=Optional[Union[dict, LMCacheConfig]])

slots.prompt_cache = Slot(uri=DSPY.prompt_cache, name="prompt_cache", curie=DSPY.curie('prompt_cache'),
                   model_uri=DSPY.prompt_cache, domain=None, range=Optional[Union[dict, LMPromptCacheConfig]])

slots.extensions = Slot(uri=DSPY.extensions, name="extensions", curie=DSPY.curie('extensions'),
                   model_uri=DSPY.extensions, domain=None, range=Optional[Union[dict, JsonObject]])

slots.effort = Slot(uri=DSPY.effort, name="effort", curie=DSPY.curie('effort'),
                   model_uri=DSPY.effort, domain=None, range=Optional[str])

slots.max_tokens_of_lm_reasoning_config = Slot(uri=DSPY.max_tokens, name="max_tokens_of_lm_reasoning_config", curie=DSPY.curie('max_tokens'),
                   model_uri=DSPY.max_tokens_of_lm_reasoning_config, domain=None, range=Optional[int])

slots.summary = Slot(uri=DSPY.summary, name="summary", curie=DSPY.curie('summary'),
                   model_uri=DSPY.summary, domain=None, range=Optional[str])

slots.mode = Slot(uri=DSPY.mode, name="mode", curie=DSPY.curie('mode'),
                   model_uri=DSPY.mode, domain=None, range=Optional[Union[str, "ToolChoiceMode"]])

slots.allowed = Slot(uri=DSPY.allowed, name="allowed", curie=DSPY.curie('allowed'),
                   model_uri=DSPY.allowed, domain=None, range=Optional[Union[str, list[str]]])

slots.parallel = Slot(uri=DSPY.parallel, name="parallel", curie=DSPY.curie('parallel'),
                   model_uri=DSPY.parallel, domain=None, range=Optional[Union[bool, Bool]])

slots.enabled = Slot(uri=DSPY.enabled, name="enabled", curie=DSPY.curie('enabled'),
                   model_uri=DSPY.enabled, domain=None, range=Optional[Union[bool, Bool]])

slots.rollout_id = Slot(uri=DSPY.rollout_id, name="rollout_id", curie=DSPY.curie('rollout_id'),
                   model_uri=DSPY.rollout_id, domain=None, range=Optional[Union[int, str]])

slots.key = Slot(uri=DSPY.key, name="key", curie=DSPY.curie('key'),
                   model_uri=DSPY.key, domain=None, range=Optional[str])

slots.messages = Slot(uri=DSPY.messages, name="messages", curie=DSPY.curie('messages'),
                   model_uri=DSPY.messages, domain=None, range=Union[Union[dict, LMMessage], list[Union[dict, LMMessage]]])

slots.tools = Slot(uri=DSPY.tools, name="tools", curie=DSPY.curie('tools'),
                   model_uri=DSPY.tools, domain=None, range=Optional[Union[Union[dict, LMToolSpec], list[Union[dict, LMToolSpec]]]])

slots.config = Slot(uri=DSPY.config, name="config", curie=DSPY.curie('config'),
                   model_uri=DSPY.config, domain=None, range=Optional[Union[dict, LMConfig]])

slots.input_tokens = Slot(uri=DSPY.input_tokens, name="input_tokens", curie=DSPY.curie('input_tokens'),
                   model_uri=DSPY.input_tokens, domain=None, range=Optional[int])

slots.output_tokens = Slot(uri=DSPY.output_tokens, name="output_tokens", curie=DSPY.curie('output_tokens'),
                   model_uri=DSPY.output_tokens, domain=None, range=Optional[int])

slots.total_tokens = Slot(uri=DSPY.total_tokens, name="total_tokens", curie=DSPY.curie('total_tokens'),
                   model_uri=DSPY.total_tokens, domain=None, range=Optional[int])

slots.prompt_tokens = Slot(uri=DSPY.prompt_tokens, name="prompt_tokens", curie=DSPY.curie('prompt_tokens'),
                   model_uri=DSPY.prompt_tokens, domain=None, range=Optional[int])

slots.completion_tokens = Slot(uri=DSPY.completion_tokens, name="completion_tokens", curie=DSPY.curie('completion_tokens'),
                   model_uri=DSPY.completion_tokens, domain=None, range=Optional[int])

slots.reasoning_tokens = Slot(uri=DSPY.reasoning_tokens, name="reasoning_tokens", curie=DSPY.curie('reasoning_tokens'),
                   model_uri=DSPY.reasoning_tokens, domain=None, range=Optional[int])

slots.cache_read_tokens = Slot(uri=DSPY.cache_read_tokens, name="cache_read_tokens", curie=DSPY.curie('cache_read_tokens'),
                   model_uri=DSPY.cache_read_tokens, domain=None, range=Optional[int])

slots.cache_write_tokens = Slot(uri=DSPY.cache_write_tokens, name="cache_write_tokens", curie=DSPY.curie('cache_write_tokens'),
                   model_uri=DSPY.cache_write_tokens, domain=None, range=Optional[int])

slots.input_audio_tokens = Slot(uri=DSPY.input_audio_tokens, name="input_audio_tokens", curie=DSPY.curie('input_audio_tokens'),
                   model_uri=DSPY.input_audio_tokens, domain=None, range=Optional[int])

slots.output_audio_tokens = Slot(uri=DSPY.output_audio_tokens, name="output_audio_tokens", curie=DSPY.curie('output_audio_tokens'),
                   model_uri=DSPY.output_audio_tokens, domain=None, range=Optional[int])

slots.details = Slot(uri=DSPY.details, name="details", curie=DSPY.curie('details'),
                   model_uri=DSPY.details, domain=None, range=Optional[Union[dict, JsonObject]])

slots.finish_reason = Slot(uri=DSPY.finish_reason, name="finish_reason", curie=DSPY.curie('finish_reason'),
                   model_uri=DSPY.finish_reason, domain=None, range=Optional[str])

slots.truncated = Slot(uri=DSPY.truncated, name="truncated", curie=DSPY.curie('truncated'),
                   model_uri=DSPY.truncated, domain=None, range=Optional[Union[bool, Bool]])

slots.logprobs_of_lm_output = Slot(uri=DSPY.logprobs, name="logprobs_of_lm_output", curie=DSPY.curie('logprobs'),
                   model_uri=DSPY.logprobs_of_lm_output, domain=None, range=Optional[Union[dict, Any]])

slots.provider_output = Slot(uri=DSPY.provider_output, name="provider_output", curie=DSPY.curie('provider_output'),
                   model_uri=DSPY.provider_output, domain=None, range=Optional[Union[dict, Any]])

slots.outputs = Slot(uri=DSPY.outputs, name="outputs", curie=DSPY.curie('outputs'),
                   model_uri=DSPY.outputs, domain=None, range=Union[Union[dict, LMOutput], list[Union[dict, LMOutput]]])

slots.usage = Slot(uri=DSPY.usage, name="usage", curie=DSPY.curie('usage'),
                   model_uri=DSPY.usage, domain=None, range=Optional[Union[dict, LMUsage]])

slots.cost_of_lm_response = Slot(uri=DSPY.cost, name="cost_of_lm_response", curie=DSPY.curie('cost'),
                   model_uri=DSPY.cost_of_lm_response, domain=None, range=Optional[float])

slots.cache_hit = Slot(uri=DSPY.cache_hit, name="cache_hit", curie=DSPY.curie('cache_hit'),
                   model_uri=DSPY.cache_hit, domain=None, range=Optional[Union[bool, Bool]])

slots.response_id = Slot(uri=DSPY.response_id, name="response_id", curie=DSPY.curie('response_id'),
                   model_uri=DSPY.response_id, domain=None, range=Optional[str])

slots.provider_response = Slot(uri=DSPY.provider_response, name="provider_response", curie=DSPY.curie('provider_response'),
                   model_uri=DSPY.provider_response, domain=None, range=Optional[Union[dict, Any]])

slots.model_type = Slot(uri=DSPY.model_type, name="model_type", curie=DSPY.curie('model_type'),
                   model_uri=DSPY.model_type, domain=None, range=Optional[Union[str, "ModelType"]])

slots.cache = Slot(uri=DSPY.cache, name="cache", curie=DSPY.curie('cache'),
                   model_uri=DSPY.cache, domain=None, range=Optional[Union[bool, Bool]])

slots.num_retries = Slot(uri=DSPY.num_retries, name="num_retries", curie=DSPY.curie('num_retries'),
                   model_uri=DSPY.num_retries, domain=None, range=Optional[int])

slots.finetuning_model = Slot(uri=DSPY.finetuning_model, name="finetuning_model", curie=DSPY.curie('finetuning_model'),
                   model_uri=DSPY.finetuning_model, domain=None, range=Optional[Union[str, ModelName]])

slots.launch_kwargs = Slot(uri=DSPY.launch_kwargs, name="launch_kwargs", curie=DSPY.curie('launch_kwargs'),
                   model_uri=DSPY.launch_kwargs, domain=None, range=Optional[Union[dict, JsonObject]])

slots.use_developer_role = Slot(uri=DSPY.use_developer_role, name="use_developer_role", curie=DSPY.curie('use_developer_role'),
                   model_uri=DSPY.use_developer_role, domain=None, range=Optional[Union[bool, Bool]])

slots.finetunable = Slot(uri=DSPY.finetunable, name="finetunable", curie=DSPY.curie('finetunable'),
                   model_uri=DSPY.finetunable, domain=None, range=Optional[Union[bool, Bool]])

slots.reinforceable = Slot(uri=DSPY.reinforceable, name="reinforceable", curie=DSPY.curie('reinforceable'),
                   model_uri=DSPY.reinforceable, domain=None, range=Optional[Union[bool, Bool]])

slots.training_job_class = Slot(uri=DSPY.training_job_class, name="training_job_class", curie=DSPY.curie('training_job_class'),
                   model_uri=DSPY.training_job_class, domain=None, range=Optional[str])

slots.reinforce_job_class = Slot(uri=DSPY.reinforce_job_class, name="reinforce_job_class", curie=DSPY.curie('reinforce_job_class'),
                   model_uri=DSPY.reinforce_job_class, domain=None, range=Optional[str])

slots.job_id = Slot(uri=DSPY.job_id, name="job_id", curie=DSPY.curie('job_id'),
                   model_uri=DSPY.job_id, domain=None, range=Optional[Union[str, Identifier]])

slots.training_status = Slot(uri=DSPY.training_status, name="training_status", curie=DSPY.curie('training_status'),
                   model_uri=DSPY.training_status, domain=None, range=Optional[Union[str, "TrainingStatus"]])

slots.train_data_format = Slot(uri=DSPY.train_data_format, name="train_data_format", curie=DSPY.curie('train_data_format'),
                   model_uri=DSPY.train_data_format, domain=None, range=Optional[Union[str, "TrainDataFormat"]])

slots.train_data = Slot(uri=DSPY.train_data, name="train_data", curie=DSPY.curie('train_data'),
                   model_uri=DSPY.train_data, domain=None, range=Optional[Union[Union[dict, Any], list[Union[dict, Any]]]])

slots.current_model = Slot(uri=DSPY.current_model, name="current_model", curie=DSPY.curie('current_model'),
                   model_uri=DSPY.current_model, domain=None, range=Optional[Union[str, ModelName]])

slots.checkpoints = Slot(uri=DSPY.checkpoints, name="checkpoints", curie=DSPY.curie('checkpoints'),
                   model_uri=DSPY.checkpoints, domain=None, range=Optional[Union[dict, Any]])

slots.last_checkpoint = Slot(uri=DSPY.last_checkpoint, name="last_checkpoint", curie=DSPY.curie('last_checkpoint'),
                   model_uri=DSPY.last_checkpoint, domain=None, range=Optional[str])

slots.pending_batch_ids = Slot(uri=DSPY.pending_batch_ids, name="pending_batch_ids", curie=DSPY.curie('pending_batch_ids'),
                   model_uri=DSPY.pending_batch_ids, domain=None, range=Optional[Union[int, list[int]]])

slots.job = Slot(uri=DSPY.job, name="job", curie=DSPY.curie('job'),
                   model_uri=DSPY.job, domain=None, range=Union[str, Identifier])

slots.provider_of_training_run = Slot(uri=DSPY.provider, name="provider_of_training_run", curie=DSPY.curie('provider'),
                   model_uri=DSPY.provider_of_training_run, domain=None, range=Optional[str])

slots.run_status = Slot(uri=DSPY.run_status, name="run_status", curie=DSPY.curie('run_status'),
                   model_uri=DSPY.run_status, domain=None, range=Optional[Union[str, "TrainingStatus"]])

slots.provider_status = Slot(uri=DSPY.provider_status, name="provider_status", curie=DSPY.curie('provider_status'),
                   model_uri=DSPY.provider_status, domain=None, range=Optional[str])

slots.created_at = Slot(uri=DSPY.created_at, name="created_at", curie=DSPY.curie('created_at'),
                   model_uri=DSPY.created_at, domain=None, range=Optional[str])

slots.started_at = Slot(uri=DSPY.started_at, name="started_at", curie=DSPY.curie('started_at'),
                   model_uri=DSPY.started_at, domain=None, range=Optional[str])

slots.finished_at = Slot(uri=DSPY.finished_at, name="finished_at", curie=DSPY.curie('finished_at'),
                   model_uri=DSPY.finished_at, domain=None, range=Optional[str])

slots.updated_at = Slot(uri=DSPY.updated_at, name="updated_at", curie=DSPY.curie('updated_at'),
                   model_uri=DSPY.updated_at, domain=None, range=Optional[str])

slots.estimated_finish = Slot(uri=DSPY.estimated_finish, name="estimated_finish", curie=DSPY.curie('estimated_finish'),
                   model_uri=DSPY.estimated_finish, domain=None, range=Optional[str])

slots.fine_tuned_model = Slot(uri=DSPY.fine_tuned_model, name="fine_tuned_model", curie=DSPY.curie('fine_tuned_model'),
                   model_uri=DSPY.fine_tuned_model, domain=None, range=Optional[Union[str, ModelName]])

slots.base_model = Slot(uri=DSPY.base_model, name="base_model", curie=DSPY.curie('base_model'),
                   model_uri=DSPY.base_model, domain=None, range=Optional[Union[str, ModelName]])

slots.method = Slot(uri=DSPY.method, name="method", curie=DSPY.curie('method'),
                   model_uri=DSPY.method, domain=None, range=Optional[str])

slots.error = Slot(uri=DSPY.error, name="error", curie=DSPY.curie('error'),
                   model_uri=DSPY.error, domain=None, range=Optional[Union[dict, JobError]])

slots.training_data = Slot(uri=DSPY.training_data, name="training_data", curie=DSPY.curie('training_data'),
                   model_uri=DSPY.training_data, domain=None, range=Optional[Union[str, list[str]]])

slots.validation_data = Slot(uri=DSPY.validation_data, name="validation_data", curie=DSPY.curie('validation_data'),
                   model_uri=DSPY.validation_data, domain=None, range=Optional[Union[str, list[str]]])

slots.result_files = Slot(uri=DSPY.result_files, name="result_files", curie=DSPY.curie('result_files'),
                   model_uri=DSPY.result_files, domain=None, range=Optional[Union[str, list[str]]])

slots.run_checkpoints = Slot(uri=DSPY.run_checkpoints, name="run_checkpoints", curie=DSPY.curie('run_checkpoints'),
                   model_uri=DSPY.run_checkpoints, domain=None, range=Optional[Union[Union[dict, Checkpoint], list[Union[dict, Checkpoint]]]])

slots.metrics = Slot(uri=DSPY.metrics, name="metrics", curie=DSPY.curie('metrics'),
                   model_uri=DSPY.metrics, domain=None, range=Optional[Union[Union[dict, MetricPoint], list[Union[dict, MetricPoint]]]])

slots.losses = Slot(uri=DSPY.losses, name="losses", curie=DSPY.curie('losses'),
                   model_uri=DSPY.losses, domain=None, range=Optional[Union[Union[dict, LossPoint], list[Union[dict, LossPoint]]]])

slots.trained_tokens = Slot(uri=DSPY.trained_tokens, name="trained_tokens", curie=DSPY.curie('trained_tokens'),
                   model_uri=DSPY.trained_tokens, domain=None, range=Optional[int])

slots.cost = Slot(uri=DSPY.cost, name="cost", curie=DSPY.curie('cost'),
                   model_uri=DSPY.cost, domain=None, range=Optional[float])

slots.cost_currency = Slot(uri=DSPY.cost_currency, name="cost_currency", curie=DSPY.curie('cost_currency'),
                   model_uri=DSPY.cost_currency, domain=None, range=Optional[str],
                   pattern=re.compile(r'^[A-Z]{3}$'))

slots.progress = Slot(uri=DSPY.progress, name="progress", curie=DSPY.curie('progress'),
                   model_uri=DSPY.progress, domain=None, range=Optional[float])

slots.seed = Slot(uri=DSPY.seed, name="seed", curie=DSPY.curie('seed'),
                   model_uri=DSPY.seed, domain=None, range=Optional[int])

slots.owner = Slot(uri=DSPY.owner, name="owner", curie=DSPY.curie('owner'),
                   model_uri=DSPY.owner, domain=None, range=Optional[str])

slots.integrations = Slot(uri=DSPY.integrations, name="integrations", curie=DSPY.curie('integrations'),
                   model_uri=DSPY.integrations, domain=None, range=Optional[Union[Union[dict, Any], list[Union[dict, Any]]]])

slots.extra = Slot(uri=DSPY.extra, name="extra", curie=DSPY.curie('extra'),
                   model_uri=DSPY.extra, domain=None, range=Optional[Union[dict, Any]])

slots.code = Slot(uri=DSPY.code, name="code", curie=DSPY.curie('code'),
                   model_uri=DSPY.code, domain=None, range=Optional[str])

slots.message_of_job_error = Slot(uri=DSPY.message, name="message_of_job_error", curie=DSPY.curie('message'),
                   model_uri=DSPY.message_of_job_error, domain=None, range=Optional[str])

slots.param = Slot(uri=DSPY.param, name="param", curie=DSPY.curie('param'),
                   model_uri=DSPY.param, domain=None, range=Optional[str])

slots.name_of_checkpoint = Slot(uri=RDFS.label, name="name_of_checkpoint", curie=RDFS.curie('label'),
                   model_uri=DSPY.name_of_checkpoint, domain=None, range=str)

slots.location = Slot(uri=DSPY.location, name="location", curie=DSPY.curie('location'),
                   model_uri=DSPY.location, domain=None, range=Optional[str])

slots.step = Slot(uri=DSPY.step, name="step", curie=DSPY.curie('step'),
                   model_uri=DSPY.step, domain=None, range=Optional[int])

slots.epoch = Slot(uri=DSPY.epoch, name="epoch", curie=DSPY.curie('epoch'),
                   model_uri=DSPY.epoch, domain=None, range=Optional[float])

slots.score = Slot(uri=DSPY.score, name="score", curie=DSPY.curie('score'),
                   model_uri=DSPY.score, domain=None, range=Optional[float])

slots.name_of_metric_point = Slot(uri=RDFS.label, name="name_of_metric_point", curie=RDFS.curie('label'),
                   model_uri=DSPY.name_of_metric_point, domain=None, range=str)

slots.value = Slot(uri=DSPY.value, name="value", curie=DSPY.curie('value'),
                   model_uri=DSPY.value, domain=None, range=float)

slots.recorded_at = Slot(uri=DSPY.recorded_at, name="recorded_at", curie=DSPY.curie('recorded_at'),
                   model_uri=DSPY.recorded_at, domain=None, range=Optional[str])

slots.loss = Slot(uri=DSPY.loss, name="loss", curie=DSPY.curie('loss'),
                   model_uri=DSPY.loss, domain=None, range=Optional[float])

slots.valid_loss = Slot(uri=DSPY.valid_loss, name="valid_loss", curie=DSPY.curie('valid_loss'),
                   model_uri=DSPY.valid_loss, domain=None, range=Optional[float])

slots.job_id_of_grpo_status = Slot(uri=DSPY.job_id, name="job_id_of_grpo_status", curie=DSPY.curie('job_id'),
                   model_uri=DSPY.job_id_of_grpo_status, domain=None, range=Union[str, Identifier])

slots.status = Slot(uri=DSPY.status, name="status", curie=DSPY.curie('status'),
                   model_uri=DSPY.status, domain=None, range=Optional[str])

slots.current_model_of_grpo_status = Slot(uri=DSPY.current_model, name="current_model_of_grpo_status", curie=DSPY.curie('current_model'),
                   model_uri=DSPY.current_model_of_grpo_status, domain=None, range=Optional[Union[str, ModelName]])

slots.checkpoints_of_grpo_status = Slot(uri=DSPY.checkpoints, name="checkpoints_of_grpo_status", curie=DSPY.curie('checkpoints'),
                   model_uri=DSPY.checkpoints_of_grpo_status, domain=None, range=Optional[Union[dict, JsonObject]])

slots.last_checkpoint_of_grpo_status = Slot(uri=DSPY.last_checkpoint, name="last_checkpoint_of_grpo_status", curie=DSPY.curie('last_checkpoint'),
                   model_uri=DSPY.last_checkpoint_of_grpo_status, domain=None, range=Optional[str])

slots.pending_batch_ids_of_grpo_status = Slot(uri=DSPY.pending_batch_ids, name="pending_batch_ids_of_grpo_status", curie=DSPY.curie('pending_batch_ids'),
                   model_uri=DSPY.pending_batch_ids_of_grpo_status, domain=None, range=Optional[Union[int, list[int]]])

slots.batch_id = Slot(uri=DSPY.batch_id, name="batch_id", curie=DSPY.curie('batch_id'),
                   model_uri=DSPY.batch_id, domain=None, range=Optional[int])

slots.group = Slot(uri=DSPY.group, name="group", curie=DSPY.curie('group'),
                   model_uri=DSPY.group, domain=None, range=Union[Union[dict, GRPOChatData], list[Union[dict, GRPOChatData]]])

slots.messages_of_grpo_chat_data = Slot(uri=DSPY.messages, name="messages_of_grpo_chat_data", curie=DSPY.curie('messages'),
                   model_uri=DSPY.messages_of_grpo_chat_data, domain=None, range=Union[Union[dict, Message], list[Union[dict, Message]]])

slots.completion = Slot(uri=DSPY.completion, name="completion", curie=DSPY.curie('completion'),
                   model_uri=DSPY.completion, domain=None, range=Union[dict, MessageAssistant])

slots.reward = Slot(uri=DSPY.reward, name="reward", curie=DSPY.curie('reward'),
                   model_uri=DSPY.reward, domain=None, range=float)

slots.role = Slot(uri=DSPY.role, name="role", curie=DSPY.curie('role'),
                   model_uri=DSPY.role, domain=None, range=Union[str, "MessageRole"])

slots.role_of_message_assistant = Slot(uri=DSPY.role, name="role_of_message_assistant", curie=DSPY.curie('role'),
                   model_uri=DSPY.role_of_message_assistant, domain=None, range=str)

slots.content = Slot(uri=DSPY.content, name="content", curie=DSPY.curie('content'),
                   model_uri=DSPY.content, domain=None, range=str)

slots.metric = Slot(uri=DSPY.metric, name="metric", curie=DSPY.curie('metric'),
                   model_uri=DSPY.metric, domain=None, range=Optional[str])

slots.multitask = Slot(uri=DSPY.multitask, name="multitask", curie=DSPY.curie('multitask'),
                   model_uri=DSPY.multitask, domain=None, range=Optional[Union[bool, Bool]])

slots.adapter = Slot(uri=DSPY.adapter, name="adapter", curie=DSPY.curie('adapter'),
                   model_uri=DSPY.adapter, domain=None, range=Optional[str])

slots.exclude_demos = Slot(uri=DSPY.exclude_demos, name="exclude_demos", curie=DSPY.curie('exclude_demos'),
                   model_uri=DSPY.exclude_demos, domain=None, range=Optional[Union[bool, Bool]])

slots.num_threads = Slot(uri=DSPY.num_threads, name="num_threads", curie=DSPY.curie('num_threads'),
                   model_uri=DSPY.num_threads, domain=None, range=Optional[int])

slots.as_written = Slot(uri=DSPY.as_written, name="as_written", curie=DSPY.curie('as_written'),
                   model_uri=DSPY.as_written, domain=None, range=Optional[Union[dict, JsonObject]])

slots.train_data_digest = Slot(uri=DSPY.train_data_digest, name="train_data_digest", curie=DSPY.curie('train_data_digest'),
                   model_uri=DSPY.train_data_digest, domain=None, range=Optional[Union[dict, TrainDataDigest]])

slots.sha256 = Slot(uri=DSPY.sha256, name="sha256", curie=DSPY.curie('sha256'),
                   model_uri=DSPY.sha256, domain=None, range=str,
                   pattern=re.compile(r'^[0-9a-f]{64}$'))

slots.count = Slot(uri=DSPY.count, name="count", curie=DSPY.curie('count'),
                   model_uri=DSPY.count, domain=None, range=int)

slots.format = Slot(uri=DSPY.format, name="format", curie=DSPY.curie('format'),
                   model_uri=DSPY.format, domain=None, range=Optional[Union[str, "TrainDataFormat"]])

slots.LMTextPart_type = Slot(uri=DSPY.type, name="LMTextPart_type", curie=DSPY.curie('type'),
                   model_uri=DSPY.LMTextPart_type, domain=LMTextPart, range=str)

slots.LMTextPart_text = Slot(uri=DSPY.text, name="LMTextPart_text", curie=DSPY.curie('text'),
                   model_uri=DSPY.LMTextPart_text, domain=LMTextPart, range=str)

slots.LMImagePart_type = Slot(uri=DSPY.type, name="LMImagePart_type", curie=DSPY.curie('type'),
                   model_uri=DSPY.LMImagePart_type, domain=LMImagePart, range=str)

slots.LMAudioPart_type = Slot(uri=DSPY.type, name="LMAudioPart_type", curie=DSPY.curie('type'),
                   model_uri=DSPY.LMAudioPart_type, domain=LMAudioPart, range=str)

slots.LMVideoPart_type = Slot(uri=DSPY.type, name="LMVideoPart_type", curie=DSPY.curie('type'),
                   model_uri=DSPY.LMVideoPart_type, domain=LMVideoPart, range=str)

slots.LMDocumentPart_type = Slot(uri=DSPY.type, name="LMDocumentPart_type", curie=DSPY.curie('type'),
                   model_uri=DSPY.LMDocumentPart_type, domain=LMDocumentPart, range=str)

slots.LMBinaryPart_type = Slot(uri=DSPY.type, name="LMBinaryPart_type", curie=DSPY.curie('type'),
                   model_uri=DSPY.LMBinaryPart_type, domain=LMBinaryPart, range=str)

slots.LMToolCallPart_type = Slot(uri=DSPY.type, name="LMToolCallPart_type", curie=DSPY.curie('type'),
                   model_uri=DSPY.LMToolCallPart_type, domain=LMToolCallPart, range=str)

slots.LMToolCallPart_name = Slot(uri=RDFS.label, name="LMToolCallPart_name", curie=RDFS.curie('label'),
                   model_uri=DSPY.LMToolCallPart_name, domain=LMToolCallPart, range=str)

slots.LMToolResultPart_type = Slot(uri=DSPY.type, name="LMToolResultPart_type", curie=DSPY.curie('type'),
                   model_uri=DSPY.LMToolResultPart_type, domain=LMToolResultPart, range=str)

slots.LMThinkingPart_type = Slot(uri=DSPY.type, name="LMThinkingPart_type", curie=DSPY.curie('type'),
                   model_uri=DSPY.LMThinkingPart_type, domain=LMThinkingPart, range=str)

slots.LMThinkingPart_text = Slot(uri=DSPY.text, name="LMThinkingPart_text", curie=DSPY.curie('text'),
                   model_uri=DSPY.LMThinkingPart_text, domain=LMThinkingPart, range=str)

slots.LMCitationPart_type = Slot(uri=DSPY.type, name="LMCitationPart_type", curie=DSPY.curie('type'),
                   model_uri=DSPY.LMCitationPart_type, domain=LMCitationPart, range=str)

slots.LMRefusalPart_type = Slot(uri=DSPY.type, name="LMRefusalPart_type", curie=DSPY.curie('type'),
                   model_uri=DSPY.LMRefusalPart_type, domain=LMRefusalPart, range=str)

slots.LMRefusalPart_text = Slot(uri=DSPY.text, name="LMRefusalPart_text", curie=DSPY.curie('text'),
                   model_uri=DSPY.LMRefusalPart_text, domain=LMRefusalPart, range=str)

slots.LMToolSpec_type = Slot(uri=DSPY.type, name="LMToolSpec_type", curie=DSPY.curie('type'),
                   model_uri=DSPY.LMToolSpec_type, domain=LMToolSpec, range=str)

slots.LMToolSpec_name = Slot(uri=RDFS.label, name="LMToolSpec_name", curie=RDFS.curie('label'),
                   model_uri=DSPY.LMToolSpec_name, domain=LMToolSpec, range=str)

slots.LMRequest_model = Slot(uri=DSPY.model, name="LMRequest_model", curie=DSPY.curie('model'),
                   model_uri=DSPY.LMRequest_model, domain=LMRequest, range=Union[str, ModelName])

slots.BaseLM_model = Slot(uri=DSPY.model, name="BaseLM_model", curie=DSPY.curie('model'),
                   model_uri=DSPY.BaseLM_model, domain=BaseLM, range=Union[str, ModelName])

slots.Checkpoint_fine_tuned_model = Slot(uri=DSPY.fine_tuned_model, name="Checkpoint_fine_tuned_model", curie=DSPY.curie('fine_tuned_model'),
                   model_uri=DSPY.Checkpoint_fine_tuned_model, domain=Checkpoint, range=Optional[Union[str, ModelName]])
