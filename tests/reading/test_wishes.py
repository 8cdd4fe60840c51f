"""What somebody demands or hopes for is not said to be so, in any language; what is said beside a demand is."""

from __future__ import annotations

import pytest

from bot.reading.reader import Reader
from tests.reading.shippedwords import LATER, claims_in


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "One senator demanded that the passport checks be made permanent."),
        ("en", "Carriers hope the border controls will be temporary."),
        ("nb", "Fagforeningen ba i brevet om at grensekontrollen måtte bli midlertidig."),
        ("de", "Die Handelskammer verlangte, die Grenzkontrollen nur vorübergehend zu führen."),
        ("de", "Dass die Kontrollen dauerhaft werden sollen, forderte ein Senator."),
        ("ru", "Сенатор требует, чтобы проверки на границе стали постоянными."),
        ("uk", "Сенатор закликає зробити перевірки на кордоні постійними."),
        ("fr", "Un sénateur réclame que les contrôles à la frontière deviennent permanents."),
        ("es", "Una senadora pidió que los controles fronterizos fueran permanentes."),
        ("tr", "Bir senatör sınır kontrollerinin kalıcı olmasını talep etti."),
        ("tg", "Сенатор талаб дорад, ки тафтишҳо дар сарҳад доимӣ шаванд."),
        # words of the wish are part of the answer
        ("en", "The border checks must become permanent, a senator believes."),
        ("de", "Die Grenzkontrollen müssen dauerhaft bleiben, meint ein Senator."),
        ("nb", "Grensekontrollene må bli permanente, mener en senator."),
        ("ru", "Проверки на границе нужно сделать постоянными, считает сенатор."),
        ("uk", "Перевірки на кордоні треба зробити постійними, вважає сенатор."),
        ("fr", "Les contrôles à la frontière doivent devenir permanents, estime un sénateur."),
        ("es", "Los controles fronterizos deben ser permanentes, opina una senadora."),
        ("tr", "Sınır kontrolleri kalıcı hale getirilmeli, diyor bir senatör."),
        ("tg", "Тафтишҳоро дар сарҳад бояд доимӣ кард, мегӯяд як сенатор."),
    ],
)
def test_a_wish_for_the_checks_is_no_statement(reader: Reader, lang: str, text: str) -> None:
    assert claims_in(reader, lang, text, "", LATER) == set()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Lavrov asked for patience and said that the border checks are permanent."),
        ("en", "Lavrov hopes to be understood: the border checks are permanent, he said."),
        ("nb", "Lavrov krevde respekt og sa at grensekontrollen er permanent."),
        ("de", "Lawrow bat um Geduld und sagte, die Grenzkontrollen seien dauerhaft."),
        ("ru", "Лавров призвал к терпению и заявил, что проверки на границе постоянные."),
        ("tr", "Lavrov sınır kontrollerinin kalıcı olduğunu söyledi ve sabır istedi."),
    ],
)
def test_a_wish_beside_a_statement_leaves_it_alone(reader: Reader, lang: str, text: str) -> None:
    assert claims_in(reader, lang, text, "", LATER) == {"checks_duration=permanent/russia"}
