"""The first page: every number leads to a list with as many rows, for every role."""

import re

import pytest

TILE = re.compile(r'<a class="tile[^"]*" href="([^"]+)"><span>([^<]+)</span><b>([\d,]+)<')


def tiles_of(client):
    page = client.get("/desk/").content.decode() + client.get("/desk/doubts/").content.decode()
    return [
        (address.replace("&amp;", "&"), label, int(n.replace(",", "")))
        for address, label, n in TILE.findall(page)
    ]


@pytest.mark.parametrize("user", ["juzhang", "bangong", "jijiao", "quju", "xuexiao", "duxue"])
def test_every_number_leads_to_as_many_rows(city, client_of, user):
    client = client_of(user)
    tiles = tiles_of(client)

    assert len(tiles) >= 10
    for address, label, n in tiles:
        assert client.get(address).context["table"].n_rows == n, label


def test_the_planted_faults_are_among_the_numbers(city, client_of):
    counted = {label: n for _address, label, n in tiles_of(client_of("bangong"))}

    assert counted["办件已超期"] >= 1
    assert counted["延期批准过晚"] >= 1


def test_what_waits_for_the_director_is_not_shown_to_a_school(city, client_of):
    labels = {label for _address, label, _n in tiles_of(client_of("xuexiao"))}

    assert "目标待批准" not in labels
    assert client_of("xuexiao").get("/desk/lists/targets/").status_code == 404


@pytest.mark.parametrize("user", ["xitong", "anquan", "shenji"])
def test_the_three_administrators_see_no_records(city, client_of, user):
    page = client_of(user).get("/desk/").content.decode()

    assert "不查看业务记录" in page and "tile" not in page
    assert client_of(user).get("/desk/doubts/").status_code == 403


@pytest.mark.parametrize("address", ["/desk/", "/desk/doubts/", "/desk/lists/large-classes/"])
def test_few_questions_are_asked(city, client_of, django_assert_max_num_queries, address):
    client = client_of("bangong")
    with django_assert_max_num_queries(12):
        client.get(address)
