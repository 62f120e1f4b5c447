"""The sentences that made-up actions are told with, in the five languages of our catalogues."""

from dataclasses import dataclass

# The same people in every language, in its script.
LATIN_PEOPLE = ("Asha Tamrin", "Bilal Oruko", "Chandra Vell", "Dalia Norsen", "Emre Sadiq")
ARABIC_PEOPLE = ("آشا تمرین", "بلال اوروکو", "چندرا ول", "دالیا نورسن", "امرے صادق")
LATIN_TOWNS = ("Marava", "Kestin", "Olumba", "Tarsel", "Vindoor", "Qasro", "Lemait")
ARABIC_TOWNS = ("ماراوا", "کستن", "اولمبا", "تارسل", "وندور", "قصرو", "لمیت")


@dataclass(frozen=True)
class Words:
    """The words of one language; {who}, {town}, {trade}, {days} and a {word} are filled in."""

    people: tuple[str, ...]
    towns: tuple[str, ...]
    trades: tuple[str, ...]
    titles: tuple[str, ...]
    case: str  # ends each title
    introductions: tuple[str, ...]
    paragraphs: tuple[str, ...]
    salutation: str
    sign_off: str
    step: str
    full_stop: str


WORDS = {
    "en": Words(
        LATIN_PEOPLE,
        LATIN_TOWNS,
        ("teacher", "nurse", "farmer", "poet", "lawyer", "student", "bus driver", "journalist"),
        (
            "{trade} {who} held in {town}",
            "Stop the execution of {who}",
            "{who}, {trade}, missing since the march in {town}",
            "Families of {town} face deportation",
        ),
        "{title}: the {word} case",
        (
            "{who}, a {trade} from {town}, was arrested {days} days ago and has seen no judge.",
            "In {town}, {days} families were told to leave. {who}, a {trade}, speaks for them.",
            "{who} may be executed within {days} days, after a trial in {town} that was not fair.",
        ),
        (
            "Witnesses in {town} saw {who} taken away to {word} by men without uniforms.",
            "The court in {town} heard no witness from {word} for the defence of {who}.",
            "For {days} days the family of {who} in {word} has been told nothing.",
            "A {trade} who asked about {who} was turned away at the {word} gate in {town}.",
            "I ask you to see that {who} is released, and nobody in {town} or {word} is harmed.",
        ),
        "Dear Minister,",
        "Yours sincerely,",
        "Write to the Minister before the deadline.",
        ".",
    ),
    "ur": Words(
        ARABIC_PEOPLE,
        ARABIC_TOWNS,
        ("استاد", "نرس", "کسان", "شاعر", "وکیل", "طالب علم", "ڈرائیور", "صحافی"),
        (
            "{town} میں {trade} {who} زیرِ حراست",
            "{who} کی پھانسی روکی جائے",
            "{town} کے جلوس کے بعد سے {trade} {who} لاپتا",
            "{town} کے خاندانوں کو بے دخلی کا سامنا",
        ),
        "{title}: مقدمۂ {word}",
        (
            "{town} کے {trade} {who} {days} دن پہلے گرفتار ہوئے اور کسی جج کے سامنے پیش نہیں ہوئے۔",
            "{town} میں {days} خاندانوں سے نکل جانے کو کہا گیا۔ {trade} {who} ان کی آواز ہیں۔",
            "{town} میں غیر منصفانہ مقدمے کے بعد {who} کو {days} دن کے اندر پھانسی ہو سکتی ہے۔",
        ),
        (
            "{town} میں عینی شاہدوں نے سادہ لباس والوں کو {who} کو {word} لے جاتے دیکھا۔",
            "{town} کی عدالت نے {who} کے دفاع میں {word} کا کوئی گواہ نہیں سنا۔",
            "{days} دن سے {word} میں {who} کے گھر والوں کو کچھ نہیں بتایا گیا۔",
            "{who} کا پوچھنے والے {trade} کو {town} میں {word} کے دروازے سے لوٹا دیا گیا۔",
            "میری درخواست ہے کہ {who} کو رہا کیا جائے اور {town} یا {word} میں کسی کو نقصان نہ ہو۔",
        ),
        "محترم وزیر صاحب،",
        "آپ کا خیر اندیش،",
        "آخری تاریخ سے پہلے وزیر کو لکھیں۔",
        "۔",
    ),
    "ar": Words(
        ("آشا تامرين", "بلال أوروكو", "تشاندرا فيل", "داليا نورسن", "إمره صادق"),
        ("مارافا", "كستين", "أولومبا", "تارسل", "فيندور", "قصرو", "لميت"),
        ("المعلم", "الممرض", "المزارع", "الشاعر", "المحامي", "الطالب", "السائق", "الصحفي"),
        (
            "احتجاز {trade} {who} في {town}",
            "أوقفوا إعدام {who}",
            "اختفاء {trade} {who} منذ مسيرة {town}",
            "أسر من {town} تواجه الترحيل",
        ),
        "{title}: قضية {word}",
        (
            "اعتُقل {trade} {who} من {town} قبل {days} يومًا ولم يمثل أمام أي قاضٍ.",
            "طُلب من {days} أسرة في {town} الرحيل، ويتحدث {trade} {who} باسمها.",
            "قد يُعدم {who} خلال {days} يومًا بعد محاكمة غير عادلة في {town}.",
        ),
        (
            "رأى شهود في {town} رجالًا بلا زي رسمي يقتادون {who} إلى {word}.",
            "لم تستمع المحكمة في {town} إلى أي شاهد دفاع عن {who} من {word}.",
            "منذ {days} يومًا لم تُبلَّغ أسرة {who} في {word} بشيء.",
            "أُبعد {trade} عن بوابة {word} في {town} حين سأل عن {who}.",
            "أطلب منكم إطلاق سراح {who} وألا يُمس أحد في {town} أو {word} لأنه سأل.",
        ),
        "معالي الوزير،",
        "وتفضلوا بقبول فائق الاحترام،",
        "اكتبوا إلى الوزير قبل الموعد النهائي.",
        ".",
    ),
    "fr": Words(
        LATIN_PEOPLE,
        LATIN_TOWNS,
        ("enseignant", "infirmier", "paysan", "poète", "avocat", "étudiant", "chauffeur"),
        (
            "{who}, {trade}, en détention à {town}",
            "Empêchez l’exécution de {who}",
            "{who}, {trade}, introuvable depuis la marche de {town}",
            "Des familles de {town} menacées d’expulsion",
        ),
        "{title} : l’affaire {word}",
        (
            "{who}, {trade} à {town}, a été arrêté il y a {days} jours et n’a vu aucun juge.",
            "À {town}, {days} familles doivent partir. {who}, {trade}, parle pour elles.",
            "{who} risque d’être exécuté dans {days} jours, après un procès inéquitable à {town}.",
        ),
        (
            "À {town}, des témoins ont vu des hommes sans uniforme emmener {who} à {word}.",
            "Le tribunal de {town} n’a entendu aucun témoin de {word} à décharge pour {who}.",
            "Depuis {days} jours, la famille de {who} à {word} est sans nouvelles.",
            "Un {trade} qui s’informait de {who} a été renvoyé à la porte {word}, à {town}.",
            "Je vous demande de libérer {who} et que nul à {town} ou à {word} ne soit inquiété.",
        ),
        "Monsieur le Ministre,",
        "Veuillez agréer mes salutations distinguées,",
        "Écrivez au ministre avant l’échéance.",
        ".",
    ),
    "es": Words(
        LATIN_PEOPLE,
        LATIN_TOWNS,
        ("maestro", "enfermero", "campesino", "poeta", "abogado", "estudiante", "chófer"),
        (
            "{who}, {trade}, detenido en {town}",
            "Detengan la ejecución de {who}",
            "{who}, {trade}, desaparecido desde la marcha de {town}",
            "Familias de {town} ante la expulsión",
        ),
        "{title}: el caso {word}",
        (
            "{who}, {trade} de {town}, fue detenido hace {days} días y no ha visto a ningún juez.",
            "En {town}, {days} familias deben marcharse. {who}, {trade}, habla por ellas.",
            "{who} puede ser ejecutado en {days} días, tras un juicio injusto en {town}.",
        ),
        (
            "En {town}, varios testigos vieron a hombres sin uniforme llevarse a {who} a {word}.",
            "El tribunal de {town} no oyó a ningún testigo de {word} en defensa de {who}.",
            "Desde hace {days} días, la familia de {who} en {word} no sabe nada.",
            "A un {trade} que preguntó por {who} lo echaron de la puerta {word} en {town}.",
            "Le pido que {who} quede en libertad y que nadie sufra en {town} o {word}.",
        ),
        "Señor Ministro:",
        "Atentamente,",
        "Escriba al ministro antes de la fecha límite.",
        ".",
    ),
}
