"""Who is one person across articles: names first, then roles, company and time; in any order of arrival."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from tasks.resolution.inside import Named, Person, own_name, persons_of
from tasks.resolution.linking import link
from tasks.resolution.names import fold_name
from tasks.resolution.profile import Profile

DAY = datetime(2021, 3, 1, tzinfo=UTC)


def person(article: str, name: str, *roles: str, company: Sequence[str] = (), day: int = 0) -> Person:
    (found,) = persons_of(article, [Named(name, name, roles)], company, DAY + timedelta(days=day))
    return found


def groups(*persons: Person) -> set[frozenset[str]]:
    """The articles of each cluster."""
    return {frozenset(persons[place].article_id for place in one.members) for one in link(persons, ())}


def one(*articles: str) -> frozenset[str]:
    return frozenset(articles)


def test_a_distinctive_name_is_one_person_in_every_spelling() -> None:
    found = groups(person("a", "دونالد ترامب"), person("b", "دونالد ترمب"), person("c", "Donald Trump"))
    assert found == {one("a", "b", "c")}


def test_a_name_of_very_many_people_needs_evidence() -> None:
    assert groups(person("a", "محمد الزهراني"), person("b", "محمد الزهراني")) == {one("a"), one("b")}
    same = [person(at, "محمد الزهراني", "مدير جوازات منطقة عسير") for at in "ab"]
    assert groups(*same) == {one("a", "b")}


@pytest.mark.parametrize(
    ("role", "other"),
    [("المدافع", "العميد ركن"), ("وزير الخارجية المصري", "وزير الخارجية العراقي"), ("اللاعب", "الحكم")],
)
def test_namesakes_stay_two_when_roles_contradict(role: str, other: str) -> None:
    assert groups(person("a", "طارق بوسنينة", role), person("b", "طارق بوسنينة", other)) == {one("a"), one("b")}


def test_a_role_of_long_ago_contradicts_nothing() -> None:
    player, minister = person("a", "جورج ويا", "اللاعب"), person("b", "جورج ويا", "الوزير", day=9 * 365)
    assert groups(player, minister) == {one("a", "b")}


def test_a_bare_surname_alone_never_merges() -> None:
    assert groups(person("a", "كيري"), person("b", "كيري"), person("c", "جون كيري")) == {one("a"), one("b"), one("c")}


def test_a_bare_surname_is_the_one_of_the_same_office() -> None:
    office = "وزير الخارجية الأميركي"
    assert groups(person("a", "جون كيري", office), person("b", "كيري", office)) == {one("a", "b")}


def test_a_bare_surname_is_the_one_of_the_same_company() -> None:
    company = ["ORG:الكونغرس", "ORG:البيت الابيض", "GPE:طهران", "GPE:فيينا"]
    assert groups(person("a", "جون كيري", company=company), person("b", "كيري", company=company)) == {one("a", "b")}


def test_a_bare_surname_of_two_equally_likely_people_is_nobodys() -> None:
    office = "رئيس إقليم كردستان"
    people = [
        person("a", "مسعود بارزاني", office),
        person("b", "نيجيرفان بارزاني", office),
        person("c", "بارزاني", office),
    ]
    assert groups(*people) == {one("a"), one("b"), one("c")}


def test_people_whom_an_article_tells_apart_stay_apart() -> None:
    both = persons_of("a", [Named(name, name, ()) for name in ("جورج بوش", "جيب بوش")], (), DAY)
    assert len(both) == 2
    assert len(link(both, ())) == 2


def test_the_surname_is_the_full_name_of_its_article() -> None:
    found = persons_of("a", [Named("كيري", "كيري", ()), Named("جون كيري", "جون كيري", ())], (), DAY)
    assert [person.places for person in found] == [(0, 1)]


def test_a_father_inside_his_sons_name_is_himself() -> None:
    king = Named("محمد بن سلمان بن عبدالعزيز آل سعود", "سلمان بن عبدالعزيز", ("الملك",))
    assert own_name(king) == "سلمان بن عبدالعزيز"
    assert own_name(Named("جون كيري", "كيري", ())) == "جون كيري"


def test_the_order_of_arrival_does_not_matter() -> None:
    people = [
        person("a", "دونالد ترامب", "الرئيس الأميركي"),
        person("b", "دونالد ترمب", day=2),
        person("c", "ترامب", "الرئيس الأميركي", day=1),
        person("d", "إيفانكا ترامب", day=3),
    ]
    assert {frozenset(groups(*order)) for order in permutations(people)} == {frozenset({one("a", "b", "c"), one("d")})}


def test_a_new_article_may_put_two_published_entities_together() -> None:
    office = frozenset({fold_name("وزير الخارجية التركي")})
    known = [
        Profile({fold_name("مولود أوغلو"): 1}, office, {}, 1, DAY, DAY, ("e1",)),
        Profile({fold_name("أوغلو"): 1}, office, {}, 1, DAY, DAY, ("e2",)),
    ]
    (found,) = link([person("a", "مولود أوغلو", "وزير الخارجية التركي")], known)
    assert found.profile.entity_ids == ("e1", "e2")
    told = link([person("a", "مولود أوغلو", "وزير الخارجية التركي")], known, {frozenset(("e1", "e2"))})
    assert [cluster.profile.entity_ids for cluster in told] == [("e1",)]
