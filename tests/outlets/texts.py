"""Articles in Arabic, made of templates: the same outlet and number give the same article, others another."""

from dataclasses import dataclass
from functools import lru_cache
from html import escape
from random import Random

_WHO = (
    "وزير المالية", "رئيس الحكومة", "محافظ المدينة", "مدير المستشفى العام", "المتحدثة باسم البلدية", "رئيسة النقابة",
    "وزيرة التربية", "قائد شرطة المرور", "رئيس اتحاد المزارعين", "مديرة الميناء", "أمين عام الحزب",
    "رئيس المصرف المركزي", "عميد كلية الهندسة", "ممثل شركات النقل", "مدير دائرة الأنواء", "رئيسة لجنة الطاقة",
    "نقيب الصحفيين", "وزير الموارد المائية",
)  # fmt: skip
_NAMES = (
    "سامر العبيدي", "هدى المرزوقي", "كريم الدليمي", "ليلى حداد", "ياسر القحطاني", "نور الهاشمي", "مازن شهاب",
    "رنا الخطيب", "فارس بو عزة", "سلمى التونسي", "عادل منصور", "جمانة الراوي", "حسام فضل", "دينا الشامي",
)  # fmt: skip
_SAID = ("قال", "أعلن", "أكد", "ذكر", "أوضح", "أضاف", "صرح", "رأى", "كشف", "شدد على")
_WHERE = (
    "في البصرة", "في الموصل", "في عمّان", "في بيروت", "في الدار البيضاء", "في صفاقس", "في طرابلس", "في الإسكندرية",
    "في حلب", "في صنعاء", "في الخرطوم", "في وهران", "في نواكشوط", "في الدوحة", "في مسقط", "في أربيل",
)  # fmt: skip
_WHEN = (
    "صباح اليوم", "مساء أمس", "خلال مؤتمر صحفي", "بعد اجتماع طويل", "في بيان مكتوب", "أمام البرلمان", "قبيل سفره",
    "في ختام الزيارة", "على هامش المعرض", "لدى افتتاح الدورة",
)  # fmt: skip
_WHAT = (
    "المشروع الجديد", "خط السكة", "محطة التحلية", "الموازنة", "حملة التلقيح", "سوق الخضار", "الجسر المعلق",
    "قانون العمل",
    "مناهج التعليم", "شبكة الكهرباء", "سعر القمح", "صادرات التمور", "مهرجان المسرح", "دوري الكرة", "مياه السد",
    "حقول الزيتون", "رواتب المعلمين", "مخيم الصيف", "مجمع السينما", "متحف الآثار",
)  # fmt: skip
_DOES = (
    "سيكتمل قبل نهاية العام", "يحتاج إلى تمويل إضافي", "تأخر بسبب الأمطار", "يخدم آلاف الأسر", "لن يتأثر بالأزمة",
    "سيوفر فرصاً للشباب", "يخضع لمراجعة شاملة", "تجاوز التوقعات", "أثار جدلاً واسعاً", "يستند إلى دراسة حديثة",
    "سيُعرض على لجنة مختصة", "عاد إلى العمل تدريجياً", "كلّف أقل من المتوقع", "لم يُحسم بعد",
)  # fmt: skip
_AND = (
    "مشيراً إلى أن", "في حين أن", "بينما يرى مراقبون أن", "وتفيد أرقام رسمية بأن", "ويقول سكان محليون إن",
    "وبحسب تقرير سابق فإن", "ويخشى تجار من أن", "ومن المتوقع أن يتبين أن",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """One article: headline, byline and paragraphs."""

    headline: str
    byline: str
    paragraphs: tuple[str, ...]


@lru_cache(maxsize=20_000)
def article(outlet: int, number: int, version: int = 1) -> Text:
    """The article; every later version has one paragraph more."""
    dice = Random(f"{outlet}/{number}")
    headline = f"{dice.choice(_WHO)}: {dice.choice(_WHAT)} {dice.choice(_DOES)} ({number})"
    paragraphs = tuple(_paragraph(dice, number) for _ in range(dice.randint(5, 9)))
    updates = (
        f"تحديث {later}: {_paragraph(Random(f'{outlet}/{number}/{later}'), number)}" for later in range(2, version + 1)
    )
    return Text(headline, dice.choice(_NAMES), (*paragraphs, *updates))


def page(outlet: int, number: int, version: int = 1, published: str = "2026-01-05T08:30:00+03:00") -> str:
    """The article as a page of HTML, with what surrounds articles."""
    text = article(outlet, number, version)
    body = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.paragraphs)
    head = escape(text.headline)
    return f"""<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{head} - صحيفة {outlet}</title>
<meta property="og:title" content="{head}"><meta property="og:type" content="article">
<meta property="article:published_time" content="{published}"></head>
<body><header><nav><a href="/">الرئيسية</a> <a href="/politics">سياسة</a> <a href="/sport">رياضة</a></nav></header>
<main><article><h1>{head}</h1><address rel="author">{escape(text.byline)}</address>
<time datetime="{published}">{published[:10]}</time>
{body}
</article></main><footer>جميع الحقوق محفوظة لصحيفة {outlet}</footer></body></html>
"""


def _paragraph(dice: Random, number: int) -> str:
    return " ".join(_sentence(dice, number) for _ in range(dice.randint(2, 4)))


def _sentence(dice: Random, number: int) -> str:
    who = f"{dice.choice(_WHO)} {dice.choice(_NAMES)}"
    claim = f"{dice.choice(_WHAT)} {dice.choice(_DOES)} {dice.choice(_WHERE)}"
    more = f"{dice.choice(_AND)} {dice.choice(_WHAT)} {dice.choice(_DOES)}"
    amount = f"{dice.randint(2, 900) + number} مليون دينار"
    if dice.random() < 0.3:
        return f"{dice.choice(_SAID)} {who} {dice.choice(_WHEN)}: «إن {claim}»، {more} بكلفة {amount}."
    return f"{dice.choice(_SAID)} {who} {dice.choice(_WHEN)} {dice.choice(_WHERE)} أن {claim} بكلفة {amount}، {more}."
