"""What an outlet says about itself is taken out; what it reports stays, to the letter."""

from __future__ import annotations

import pytest

from extractors import readers
from extractors.readers.appeals import without_appeals

APPEALS = """
Your support makes all the difference.
Please consider donating to keep our reporting free for everyone.
Sign up for our weekly newsletter and get the news in your inbox.
Subscribe now for $1 a week. Cancel anytime.
We use cookies to improve your experience.
Join our Telegram channel for breaking news.
Read more: Police seize 5 tonnes of cocaine in a port
Advertisement
请支持我们的独立报道，您的捐款至关重要。
欢迎订阅我们的电子报。
扫描二维码关注我们的微信公众号。
相关新闻：云南警方查获毒品5吨
广告
Apoya nuestro periodismo independiente con una donación.
Suscríbase a nuestro boletín diario.
Este sitio utiliza cookies propias y de terceros.
Lea también: Incautan 5 toneladas de cocaína
Soutenez notre journalisme : faites un don.
Abonnez-vous à notre newsletter.
Lire aussi : Saisie de 5 tonnes de cocaïne
""".strip().splitlines()

STORY = """
China supported Myanmar with a donation of 5 tons of equipment for its police.
The minister thanked donors for their support and said 336 kg of heroin had been seized.
“We need your support to tell the story of these farmers,” said the head of the agency.
Journalists were shown 300 kg of heroin that the police had seized.
Officers said that dealers used an encrypted messaging application to sell 20 kg a month.
The centre publishes a survey; readers of it learn that 42,500 hectares were cultivated.
The police seized 5 kg per month on average.
警方表示，群众支持和举报使查获量增长13%。
联合国支持缅甸政府铲除罂粟2000公顷。
La policía apoyó a los agricultores y destruyó 300 hectáreas de coca.
La gendarmerie a reçu le soutien de 40 douaniers et saisi 336 kg d’héroïne.
""".strip().splitlines()


@pytest.mark.parametrize("line", APPEALS)
def test_appeals_go(line: str) -> None:
    assert without_appeals(["Five tons were seized.", line, "Two men were arrested."])[1] is None


@pytest.mark.parametrize("line", STORY)
def test_the_story_stays(line: str) -> None:
    assert without_appeals([line]) == [line]


def test_an_appeal_that_runs_into_the_story_is_cut_off_it() -> None:
    line = "Your support makes all the difference.Police seized 336 kg of heroin. Two men were held."
    assert without_appeals([line]) == ["Police seized 336 kg of heroin. Two men were held."]


def test_self_talk_between_appeals_goes_unless_it_holds_a_number() -> None:
    talk = "From elections to climate change, our reporters are on the ground. We believe that facts matter."
    lines = ["Your support helps us.", talk, "Your donation allows us to go on.", "Police seized 5 kg."]
    assert without_appeals(lines) == [None, None, None, "Police seized 5 kg."]
    claim = "Our reporters saw that 336 kg of heroin had been seized."
    assert without_appeals(["Your support helps us.", claim, "Donate now."]) == [None, claim, None]
    assert without_appeals([talk, "Police seized 5 kg."]) == [talk, "Police seized 5 kg."]


def test_offsets_are_of_the_text_that_is_left() -> None:
    report = readers.read_bytes(b"Police seized 5 kg.\nDonate now.\n\nTwo men were held.\n", "a.txt")
    assert report.text == "Police seized 5 kg.\n\nTwo men were held."
