"""Which pack a text is read with: its own language's, or none."""

from __future__ import annotations

import subprocess
import sys

import pytest

from extractors import extract
from extractors.languages.detection import detect

PACKS = {
    "en": [
        "Police seized 3.2 tonnes of cocaine at the port in 2021 and arrested nine people.",
        "Officers found 40 kg of heroin hidden in a lorry, customs said on Monday.",
        "Heroin: 42.6 kg",
        "Peru, 2009 | 2008\nCoca: net cultivation (ha) | 40,000 | 41,000\nPotential opium production (mt) | 225 | 215",
    ],
    "es": [
        "La Guardia Civil intervino 1.200 kilos de hachís en la costa de Cádiz y detuvo a nueve personas.",
        "Según el informe, el área con coca creció un 12 % respecto al año anterior.",
        "Heroína: 42,6 kg",
        "Cantidades incautadas en España por sustancia (kg)\nHachís | 436 | 349\nÉxtasis (unidades) | 17 | 25",
        "Detenidos: 9",
    ],
    "zh": ["云南警方缴获冰毒12.6公斤，抓获犯罪嫌疑人3名。", "海洛因：42.6公斤"],
}
WITHOUT = {
    "Portuguese": "A Polícia Federal apreendeu 3,2 toneladas de cocaína no porto e prendeu nove pessoas.",
    "French": "Les douaniers ont saisi 3,2 tonnes de cocaïne au port du Havre et interpellé neuf personnes.",
    "Italian": "La Guardia di Finanza ha sequestrato 3,2 tonnellate di cocaina nel porto di Gioia Tauro.",
    "Catalan": "Els Mossos han intervingut 312 quilos de marihuana i han detingut nou persones a Barcelona.",
    "Galician": "A policía incautou 312 quilos de cocaína no porto de Vigo e detivo a nove persoas.",
    "Romanian": "Poliția a confiscat 312 kilograme de cocaină la Constanța și a arestat nouă persoane.",
    "Dutch": "De douane heeft in de haven van Rotterdam 3,2 ton cocaïne gevonden, zo werd maandag bekend.",
    "German": "Der Zoll hat in Hamburg 3,2 Tonnen Kokain sichergestellt und neun Personen festgenommen.",
    "Swedish": "Polisen har beslagtagit 312 kilo kokain i hamnen och gripit nio personer, enligt tullen.",
    "Indonesian": "Polisi menyita 12 kilogram sabu dari sebuah kapal dan menangkap sembilan orang di Batam.",
    "Russian": "Полиция изъяла 12 килограммов героина и задержала девять человек, сообщили в ведомстве.",
    "Japanese": "警察は覚醒剤12キロを押収し、3人を逮捕した。",
    "Korean": "경찰은 부산항에서 코카인 12kg을 압수했다.",
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in PACKS.items() for text in texts])
def test_a_text_is_read_with_the_pack_of_its_language(code: str, text: str) -> None:
    assert detect(text) == code
    assert detect("\n".join([text] * 200)) == code


@pytest.mark.parametrize("language", WITHOUT)
def test_a_language_without_a_pack_is_read_with_none(language: str) -> None:
    assert detect(WITHOUT[language]) not in PACKS
    assert detect("\n".join([WITHOUT[language]] * 200)) not in PACKS


def test_nothing_is_detected_where_there_are_no_words() -> None:
    assert detect("") == detect("12.5 - 40 (3)") == ""


def test_names_of_another_script_do_not_change_the_language() -> None:
    assert detect("警方在云南查获MDMA 12公斤、LSD 300枚，代号Operation Dragon。") == "zh"
    assert detect("Police in Kunming (昆明) seized 12 kg of heroin in the city on Monday.") == "en"


def test_portuguese_gives_no_claims_by_spanish_words() -> None:
    text = "Em 2021 foram apreendidas 12 toneladas de cocaína, mais do que no ano passado, e 30 de maconha."
    assert extract(text)["language"].isin(["es"]).sum() == 0


def test_clear_texts_load_no_model() -> None:
    program = (
        "import sys; from extractors.languages.detection import detect;"
        "assert detect('Police seized 3.2 tonnes of cocaine and arrested nine of the crew.') == 'en';"
        "assert detect('La policía decomisó 3,2 toneladas de cocaína y detuvo a los nueve.') == 'es';"
        "assert detect('警方缴获海洛因3.2吨。') == 'zh';"
        "assert 'py3langid' not in sys.modules and 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


@pytest.mark.parametrize("before", ["1" * 20_000, "|--|--|\n" * 3_000, "\n" * 30_000, "a b " * 5_000])
def test_a_text_behind_pages_without_words_is_known(before: str) -> None:
    assert detect(f"{before}\nPolice in Yunnan seized 5.6 tons of opium in 2012, the ministry said.") == "en"
    assert detect(before) == detect(before[:6000])
