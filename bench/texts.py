"""What the made-up people and models of the benchmark's chats say, in English and in other languages."""

from __future__ import annotations

NAMES = ("support-tuning", "code-review", "ticket-router", "summaries")
OTHER_NAMES = ("Kundendienst-für-Küchen", "resúmenes", "要約", "обзор-кода")
ENGLISH_SYSTEM = (
    'You are a support assistant for Northwind. Answer in short paragraphs, and say "I do not know" when you do not.',
    "You are a careful senior engineer. Explain your reasoning first, then show the code.\nDo not invent functions.",
    "You classify tickets.\nReply with one label: billing, login, delivery or other.",
)
ENGLISH_USER = (
    'My order 48213 says "delivered", but nothing is here. What can I do?',
    (
        "Can you explain why this function returns None when the list is empty?\n\n```python\ndef "
        "last(items):\n    for item in items:\n        result = item\n    return result\n```"
    ),
    "Please rewrite the following paragraph so that a customer without a technical background understands it.",
    "How do I move my subscription from monthly to yearly billing without losing the credit that I already have?",
    (
        "Summarise the discussion below in three bullet points:\n- the export is slow\n- the import "
        "loses dates\n- nobody reads the log"
    ),
    "What is the difference between a process and a thread, and when would I choose one over the other?",
)
ENGLISH_ASSISTANT = (
    (
        "Thank you for telling us. The carrier marked the parcel as delivered at 14:05, so please look "
        "first where parcels are usually left."
    ),
    (
        'If the box is not there, open "Orders", choose the order, and press "Report a problem"; we '
        "then send a new one within two days."
    ),
    "The loop never runs when the list is empty, so `result` is never bound and Python raises `UnboundLocalError`.",
    (
        '```python\ndef last(items, default=None):\n    """The last item, or `default`."""\n    return '
        "items[-1] if items else default\n```"
    ),
    "A thread shares memory with its siblings; a process does not, which costs more to start but isolates failures.",
    (
        "You can change the plan at any time in Settings > Billing; the unused part of this month is "
        "taken off the next invoice."
    ),
    (
        "In short:\n1. measure before you change anything,\n2. change one thing,\n3. measure again, and "
        "keep the numbers."
    ),
    (
        "The answer depends on how large the data is: below a few thousand rows the simple version is "
        "fast enough, and easier to read."
    ),
    (
        "I have checked the log of the import. Dates without a time zone are read as local time, which "
        "explains the shift of one hour."
    ),
)
OTHER = (
    (
        "Du bist ein höflicher Assistent und antwortest auf Deutsch.",
        "Wie kann ich mein Passwort zurücksetzen? Die E-Mail kommt einfach nicht an.",
        "Öffnen Sie bitte die Anmeldeseite und wählen Sie „Passwort vergessen“. Prüfen Sie außerdem den Spam-Ordner.",
    ),
    (
        "Eres un asistente técnico que responde en español.",
        "¿Por qué tarda tanto la exportación de los datos después de la última actualización?",
        (
            "La exportación genera ahora un índice por página. Si desactiva esa opción, será más rápida; "
            "también así conservará el histórico."
        ),
    ),
    (
        "あなたは丁寧なサポート担当者です。",
        "注文した商品がまだ届きません。配送状況を確認してもらえますか。",
        "お問い合わせありがとうございます。配送状況を確認したところ、明日の午前中にお届けする予定です。ご不便をおかけして申し訳ございません。",
    ),
    (
        "Ты помогаешь писать и объяснять код.",
        "Почему этот запрос работает так медленно, если в таблице всего тысяча строк?",
        (
            "Скорее всего, для столбца нет индекса, поэтому база данных читает всю таблицу. Добавьте индекс "
            "и сравните план запроса ещё раз."
        ),
    ),
)
EMOJI = ("👍", "🎉 It works now!", "Thanks a lot 😊", "🚀", "❤️", "That is 🔥")
