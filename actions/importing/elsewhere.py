"""What urgent actions in French, Spanish, Urdu and Arabic print where English ones have labels.

Patterns to be joined to those of `labels`, `contacts`, `steps` and `values`, all casefolded.
"""

from __future__ import annotations

LABELS = {
    "URGENT_ACTION": r"acci[oó]n urgente|action urgente|(?:فوری|ہنگامی) اقدام|(?:تحرك|إجراء) عاجل",
    "TAKE_ACTION": (
        r"act[uú]en?(?: ya)?|pasen? a la acci[oó]n|qu[eé] puede[sn]? hacer|acci[oó]n(?:es)?"
        r" recomendadas?|passez à l['’]action|agissez(?: maintenant)?|que pouvez-vous faire|"
        r"actions? recommandées?|(?:اقدام|عمل) کریں|قدم اٹھائیں|آپ کیا کر سکتے ہیں|"
        r"بادروا? بالتحرك|تحر[كّ]+وا?(?: الآن)?"
    ),
    "COPIES": (
        r"(?:con )?copias? a|env[ií]en?(?: una)? copias? .{0,60}|(?:avec )?copies? à|"
        r"(?:veuillez )?envoye[rz](?: une)? copies? .{0,60}|نقول? (?:إلى|برائے)|نسخ(?:ة)? إلى"
    ),
    "LETTER": (r"carta modelo|modelo de carta|lettre type|modèle de lettre|نمونہ خط|رسالة نموذجية"),
    "ADDITIONAL": (
        r"informaci[oó]n (?:complementaria|adicional|general)|compléments? d['’]informations?|"
        r"informations? (?:complémentaires?|générales?)|(?:اضافی|مزید) معلومات|پس منظر|"
        r"معلومات إضافية|خلفية"
    ),
    "LANGUAGE": (
        r"idiomas? (?:preferidos?|preferentes?|de preferencia).{0,60}|"
        r"langue(?:s|\(s\))? (?:à utiliser|préférées?|de préférence).{0,70}|"
        r"ترجیحی زبان.{0,60}|(?:لغات? المخاطبة|اللغة) المفضلة.{0,40}"
    ),
    "UNTIL": (
        r"act[uú]en? lo antes posible.{0,30}|(?:fecha|plazo) l[ií]mite|"
        r"(?:merci d['’]|veuillez )agir (?:dans les plus brefs délais|dès que possible).{0,30}|"
        r"(?:avant le|date limite)|آخری تاریخ|آخر موعد.{0,20}"
    ),
    "PEOPLE": (
        r"nombres? y (?:g[eé]nero gramatical|pronombres?).{0,20}|"
        r"(?:prénoms?, )?noms? et pronoms?.{0,20}|"
        r"نام اور (?:اسم )?ضمیر|الاسم .{0,20}الضم(?:ير|ائر).{0,20}"
    ),
    "PREVIOUS": (
        r"enlaces? a (?:la|las|el) (?:aus?|acci[oó]n(?:es)? urgentes?) anterior(?:es)?|"
        r"liens? vers (?:l['’]|les )(?:aus?|actions? urgentes?) précédentes?|"
        r"پچھلے فوری اقدام کا لنک|رابط التحرك العاجل السابق"
    ),
}
MARKED_LABELS = {
    "TARGETS": (
        r"(?:env[ií]en? )?llamamientos a|escriban? a|appels à|écrivez à|"
        r"(?:veuillez )?(?:écrire|envoyer (?:vos|des) appels) à"
    ),
    "CONTACT": r"destinatarios|destinataires",
}
GREETING = (
    r"(?:estimad[oa]s?|se[ñn]or(?:a|es)?|sra?\.?(?=.*:$)|excm[oa]\.?|su excelencia|"
    r"excelent[ií]sim[oa]|monsieur|madame|mesdames|(?:votre )?excellence|"
    r"محترمہ?|عزت مآب|جناب|معالي|سعادة|السيدة?|"
    r"فخامة|صاحب|تحية)\b.*[,:،!]"
)
"""Only with the mark at its end: without it such a line is the name in an address."""

SIGN_OFF = (
    r"(?:muy |le saluda )?atentamente|respetuosamente|cordialmente|reciba .{0,60}saludos?|"
    r"(?:je vous prie d['’]|veuillez )(?:agréer|recevoir|croire).{0,100}|cordialement|"
    r"respectueusement|(?:آپ ک[اای] )?(?:مخلص|خیر ?اندیش)|والسلام|احترام کے ساتھ|"
    r"و?تفضلوا? بقبول .{0,60}|مع (?:فائق )?(?:الاحترام|التقدير).{0,30}"
)
CONTACTS = {
    "phone": r"tel[eé]fono|téléphone|tél\.?|فون|ٹیلی فون|هاتف|الهاتف",
    "fax": r"télécopie|فیکس|فاكس|الفاكس",
    "email": (
        r"correo(?:-e| electr[oó]nico)?|courriel|adresse électronique|ای میل|"
        r"(?:ال)?بريد (?:ال)?[إا]لكتروني"
    ),
    "salutation": r"tratamiento|encabezamiento|formule d['’]appel|خطاب|المخاطبة",
}
INSTRUCTION = r"(?:redact|escrib|env[ií]|utili[cs]|écri|envoy|rédig)\w*"
REPORTS = (
    r"\b(?:inf[oó]rm(?:e|en|enos)|comun[ií]quenos) .{0,30}\b(?:su|sus) (?:acci[oó]n|cartas?)|"
    r"\bh[aá]ganos saber|\b(?:signalez|informez)[- ]nous|\bdites-nous|اطلاع دیں|أبلغونا"
)
OWN_LANGUAGE = (
    r"tambi[eé]n puede[sn]?(?: escribir)? en su propi[oa] (?:idioma|lengua)|"
    r"\bo en su propi[oa] (?:idioma|lengua)|vous pouvez (?:également|aussi) écrire dans votre"
    r" (?:propre )?langue|\bou (?:dans )?votre (?:propre )?langue|یا اپنی زبان(?: میں)?|"
    r"أو بلغتكم?(?: الخاصة)?"
)
NOTHING = r"sans objet|no (?:aplica|procede)|ningun[oa]|aucune?|کوئی نہیں|لا يوجد"
