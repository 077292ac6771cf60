"""Lists of communes of one's own: files good and bad, former codes, titles, folders."""

import os
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import words
from analysis.language import speak
from analysis.territories import FolderTaken, Territory, UnknownTerritory, carrying, folders, list_file, lists, take
from analysis.territories.list_file import UnusableList

# A merger of 2016 (Neussargues), one of 1972, and a code of 1968 that has had two départements.
FORMER = {"15068": ("15108",), "15193": ("15113",), "20004": ("2A004",)}


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Return a function that writes a list in a folder of its own, which is the current one."""
    monkeypatch.chdir(tmp_path)

    def write(content: str | bytes, name: str = "mine.csv") -> str:
        (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return f"list:{name}"

    return write


def refusal(text: str) -> str:
    with pytest.raises(UnknownTerritory) as caught:
        Territory.parse(text)
    message = str(caught.value)
    assert "\n" not in message and message.startswith("region: "), message
    return message


@pytest.mark.parametrize(
    "content",
    [
        "commune\n15014\n15187\n",
        "commune\r\n15014\r\n\r\n15187",
        "\ufeffcommune;nom\n15014;Aurillac\n15187;Saint-Flour\n",
        "Commune,Code INSEE\nAurillac,15014\nSaint-Flour,15187\n",
        'nom\tCODGEO\n"Aurillac"\t" 15014 "\nSaint-Flour\t15187\n',
        'code_insee;nom\n="15014";Aurillac\n15187;"Saint; Flour"\n',
        "# Title;;\n# made by hand;;\nDEPCOM;x;y\n15014;;\n15187;;\n;;\n",
        "nom;insee\nPrécy;15014\nÉ;15187\n".encode("cp1252"),
        "# Title\rcommune;nom\r15014;Aurillac\r\r15187;Saint-Flour\r",
        "commune;code_insee\n15014;15014\n15187;15187\n",
        "commune;code_insee\nAurillac;15014\nSaint-Flour;15187\n",
    ],
    ids=[
        "plain",
        "blank lines",
        "BOM",
        "names first",
        "tabs",
        "Excel",
        "trailing separators",
        "old code page",
        "old Mac",
        "the same codes twice",
        "names in the vaguer",
    ],
)
def test_a_file_is_read_whatever_its_separator_and_the_name_of_its_column(written, content):
    place = Territory.parse(written(content))
    assert list(place.communes) == ["15014", "15187"]
    assert (place.kind, place.region, place.peers()) == ("list", "84", [])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", ["mine.csv: it is empty", "expected a column 'commune'"]),
        (" \n;;\n", ["it is empty"]),
        ("commune\n", ["column 'commune': no code below line 1"]),
        ("nom;population\nAurillac;3\n", ["line 1: no column of codes, found 'nom', 'population'", "code_insee"]),
        ("15014\n15187\n", ["line 1", "'15014', which holds a code: the first line must name the columns"]),
        ("commune|nom\n15014|Aurillac\n", ["found 'commune|nom'", "parted by ; or , or a tab"]),
        ("commune;nom\n15014,Aurillac\n", ["line 2: '15014,Aurillac' is no code", "line 1 parts its columns by a semicolon"]),
        ("insee;insee\n1;2\n", ["two columns 'insee'"]),
        ("commune\n15014\n\n15187\n15014\n", ["line 5: '15014' again (line 2)"]),
        ("commune\n1001\n01001\n", ["line 3: '01001' again (line 2)"]),
        ("commune;nom\n15014;A\n;B\n150;C\nAurillac;D\n", ["line 3: no code", "line 4: '150' is no code", "line 5: 'Aurillac'"]),
        ("# T\ncommune\n15014\n99999\n15000\n", ["line 4: '99999' is no commune", "line 5: '15000'", "not its postcode"]),
        ("commune\n97801\n98735\n", ["line 2: '97801' is no commune of a département", "line 3: '98735'"]),
        ("commune\n٠١٠٠١\n１５０１４\n", ["line 2", "line 3"]),
        ('commune;name\n15001;"Allanche\n15043;Charmensac\n15014;Aurillac\n', ["line 2: a quote that is never closed"]),
        ('commune;name\n15014;Aurillac\n15001;"Allanche', ["line 3: a quote that is never closed"]),
        ('commune;name\n15014;A\n15001;"Allanche\n15043;Char"\n15187;B\n', ["line 3: a cell over several lines"]),
        ('commune;name\n15001;"Allanche\n15043;"Charmensac"\n', ["line 2: ", "each quote closed on its line"]),
        ('commune;"name\n15014";A\n15187;B\n', ["line 1: a cell over several lines"]),
        ("commune;code_insee\n15014;15014\n15187;15001\n", ["line 3: 15001 in column 'code_insee' and 15187 in column 'commune'"]),
        ("# Saône & Loire\ncommune\n15014\n", ["line 1: title 'Saône & Loire' has '&'"]),
        ("# see https://example.org\ncommune\n15014\n", ["line 1: title 'see https://example.org' holds an address"]),
        (b"PK\x03\x04rest", ["a workbook or an archive", "save it as CSV"]),
        ("commune\n15014\n".encode("utf-16"), ["no text; expected a CSV in UTF-8"]),
        ("# " + "x" * 81 + "\ncommune\n15014\n", ["line 1: title of 81 signs"]),
        ("# <b>Park</b>\ncommune\n15014\n", ["line 1: title '<b>Park</b>' has '<' '>'"]),
        ("# France\ncommune\n15014\n", ["title 'France' is that of FR (France)"]),
        ("# cantal\ncommune\n15014\n", ["title 'cantal' is that of dep:15 (Cantal)"]),
        ("commune\n15014\n97411\n", ["of one and of the mainland", "expected one list for each"]),
        ("commune\n97209\n97411\n", ["several overseas regions"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_said_in_one_line_with_its_lines_and_what_was_expected(written, content, said):
    message = refusal(written(content))
    for text in ["mine.csv", *said]:
        assert text in message


def test_all_unknown_codes_are_told_at_once_as_far_as_one_line_can_be_read(written):
    message = refusal(written("commune\n" + "".join(f"{code}\n" for code in range(99000, 99100))))
    assert "line 2: '99000'" in message and "line 21: '99019'" in message
    assert "line 22:" not in message and "and 80 more" in message


def test_a_file_too_large_is_refused_unread(written, monkeypatch):
    text = written("commune\n15014\n")
    monkeypatch.setattr(list_file, "MOST_BYTES", 10)
    assert "mine.csv" in refusal(text) and "at most" in refusal(text)


@pytest.mark.parametrize("text", ["list:", "list:absent.csv", "list:.", "LIST: absent.csv", "list:~nobody/x.csv"])
def test_a_file_that_is_not_there_is_said_so(written, text):
    assert "no such file" in refusal(text) or "without a file" in refusal(text)


def test_a_list_is_read_where_the_system_knows_no_home_of_the_user(written, monkeypatch):
    text = written("commune\n15014\n")

    def unknown() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(lists.Path, "home", unknown)
    assert Territory.parse(text).text.endswith("/mine.csv")


@pytest.mark.parametrize(("former", "present"), FORMER.items())
def test_a_former_code_is_carried_to_the_commune_that_holds_it_now_and_said_so(written, former, present):
    place = Territory.parse(written(f"commune\n15014\n{former}\n" if former[0] == "1" else f"commune\n{former}\n"))
    assert set(present) <= set(place.communes) and former not in place.communes
    (told,) = place.own.carried
    assert (told.typed, told.present) == (former, present)
    assert told.line == (3 if former[0] == "1" else 2)


def test_a_former_code_beside_the_commune_that_holds_it_counts_once(written):
    place = Territory.parse(written("commune\n15108\n15068\n"))
    assert list(place.communes) == ["15108"]


def test_every_code_that_ever_moved_ends_in_communes_of_the_snapshot_or_is_younger_than_it():
    forwards, _ = carrying._movements()
    lost = [code for code in forwards if not carrying.successors(code) and not carrying.made_of(code)[1]]
    assert not lost, f"{len(lost)} former codes lead nowhere: {lost[:10]}"


def test_arrondissements_stand_for_their_city(written):
    place = Territory.parse(written("commune\n69381\n69389\n"))
    assert list(place.communes) == ["69123"]
    assert [told.present for told in place.own.carried] == [("69123",), ("69123",)]


def test_a_code_that_lost_its_zero_gets_it_back_and_is_told(written):
    place = Territory.parse(written("insee;nom\n1001;x\n1002;y\n15014;z\n"))
    assert list(place.communes) == ["01001", "01002", "15014"]
    assert place.own.mended == ("01001", "01002")


def test_a_list_is_called_by_what_is_typed_then_by_its_first_line_then_by_its_file(written):
    written("# Parc des Monts;;\ncommune;x;y\n15014;;\n", "my_park-2.csv")
    assert Territory.parse("list:my_park-2.csv#Mine").name == "Mine"
    assert Territory.parse("list:my_park-2.csv").name == "Parc des Monts"
    written("commune\n15014\n", "my_park-2.csv")
    assert Territory.parse("list:my_park-2.csv").name == "my park-2"


def test_what_is_to_be_typed_leads_to_the_same_list_from_any_folder(written, tmp_path, monkeypatch):
    place = Territory.parse(written("commune\n15014\n") + "#Ma liste")
    monkeypatch.chdir("/")
    assert Territory.parse(place.text) == place
    assert place.text.endswith("mine.csv#Ma liste")


def test_a_file_here_and_another_of_the_project_are_not_taken_for_one_another(written, tmp_path, monkeypatch):
    text = written("commune\n15014\n")
    for name in ("notebooks", "data"):
        (tmp_path / "project" / name).mkdir(parents=True)
    (tmp_path / "project" / "mine.csv").write_text("commune\n15187\n")
    monkeypatch.setenv("TERRITOIRES_DATA", str(lists.snapshot.folder()))
    monkeypatch.setenv("TERRITOIRES_PROJECT", str(tmp_path / "project"))
    assert "expected its whole path" in refusal(text)


def test_a_changed_file_is_another_list_at_once(written):
    text = written("# A\ncommune\n15014\n")
    before = Territory.parse(text)
    written("# A\ncommune\n15187\n")
    after = Territory.parse(text)
    assert (before.slug, before.text) == (after.slug, after.text)
    assert before != after and repr(before) != repr(after), "what is remembered of one would be told of the other"


MAINLAND = sorted(code for code, region in carrying.regions().items() if region not in carrying.OVERSEAS_REGIONS)


@given(
    codes=st.lists(st.sampled_from(MAINLAND), min_size=1, max_size=40, unique=True),
    separator=st.sampled_from(";,\t"),
    end=st.sampled_from(["\n", "\r\n", "\r\n\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
    as_numbers=st.booleans(),
    quoted=st.booleans(),
    codes_first=st.booleans(),
)
def test_a_file_gives_back_its_codes_however_it_was_saved(
    tmp_path_factory, codes, separator, end, encoding, as_numbers, quoted, codes_first
):
    def line(code: str, name: str) -> str:
        cells = [f'"{cell}"' if quoted else cell for cell in (code, name)]
        return separator.join(cells if codes_first else cells[::-1])

    saved = [code.removeprefix("0") if as_numbers else code for code in codes]
    text = end.join(["# Été", line("code_insee", "nom"), *(line(code, f"É{row}") for row, code in enumerate(saved))])
    file = tmp_path_factory.mktemp("saved") / "mine.csv"
    file.write_bytes(text.encode(encoding))
    held = list_file.read_file(file, "mine.csv")
    assert [one.code for one in held.lines] == codes and held.title == "Été"
    assert [one.lost_its_zero for one in held.lines] == [as_numbers and code[0] == "0" for code in codes]
    numbers = [one.number for one in held.lines]
    assert [text.splitlines()[number - 1] for number in numbers] == [
        line(code, f"É{row}") for row, code in enumerate(saved)
    ]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_one_line(tmp_path_factory, content):
    file = tmp_path_factory.mktemp("any") / "mine.csv"
    file.write_bytes(content)
    try:
        list_file.read_file(file, "mine.csv")
    except UnusableList as error:
        assert "mine.csv" in str(error) and "\n" not in str(error)


TITLES = st.text(
    st.sampled_from(string.ascii_letters + string.digits + " .,:;/-'’()&éÉœ北"), min_size=1, max_size=list_file.LONGEST_TITLE
)  # fmt: skip


@given(TITLES)
def test_the_folder_of_any_title_is_one_plain_name_that_no_other_territory_has(title):
    try:
        list_file.check_title(title, "mine.csv")
    except UnusableList:
        return
    slug = f"list-{lists.slug_of(title)}"
    assert set(slug) <= set(string.ascii_lowercase + string.digits + "_-") and slug.count("-") == 1 and len(slug) < 80
    # What follows a hyphen is a definition or a language: a title cannot end in one.
    assert len(slug) > len("list-") and os.path.basename(slug) == slug


def test_titles_of_other_letters_or_cut_have_folders_of_their_own():
    assert lists.slug_of("北海道") != lists.slug_of("東京") and lists.slug_of("北海道")
    assert lists.slug_of("a" * 70 + " b") != lists.slug_of("a" * 70 + " c")


def own(text: str) -> lists.CommuneList:
    return Territory.parse(text).own


def test_two_lists_of_one_title_do_not_write_over_each_other(written, tmp_path):
    one = written("# Park\ncommune\n15014\n", "one.csv")
    two = written("# PARK\ncommune\n15187\n", "two.csv")
    folder = tmp_path / "figures" / own(one).slug
    take(folder, own(one))
    with pytest.raises(FolderTaken, match=r"two\.csv: list-park holds the report of list:.*one\.csv.*--name TITLE"):
        take(folder, own(two))
    take(folder, own(one))
    written("# Park\ncommune\n15014\n15187\n", "one.csv")
    take(folder, own(one))
    (tmp_path / "one.csv").unlink()
    take(folder, own(two))


def test_a_list_of_a_territory_and_one_of_a_definition_may_have_one_title(written, tmp_path):
    one = own(written("# Park\ncommune\n15014\n", "one.csv"))
    two = own(written("# Park\ncommune\n15187\n", "two.csv"))
    take(tmp_path / "figures", one, two)
    take(tmp_path / "figures", one, two)
    with pytest.raises(FolderTaken):
        take(tmp_path / "figures", two, two)


@pytest.mark.parametrize("noted", ["", "[]", "{", '{"territory": 3}', '{"territory": {"text": "list:gone.csv"}}'])
def test_a_note_that_cannot_be_read_is_written_again(written, tmp_path, noted):
    (tmp_path / folders.NOTE).write_text(noted)
    take(tmp_path, own(written("# Park\ncommune\n15014\n")))
    assert "mine.csv" in (tmp_path / folders.NOTE).read_text()


def test_without_a_list_no_folder_is_made(tmp_path):
    take(tmp_path / "figures", Territory.parse("84").own)
    assert not (tmp_path / "figures").exists()


@pytest.mark.parametrize(
    ("title", "bent"),
    [
        ("PNR d’Aubrac", "le PNR d’Aubrac, du PNR d’Aubrac, dans le PNR d’Aubrac"),
        ("Parc des Monts", "le parc des Monts, du parc des Monts, dans le parc des Monts"),
        ("Arrondissement de Mauriac", "l’arrondissement de Mauriac, de l’arrondissement de Mauriac, dans l’arrondissement de Mauriac"),
        ("Les Combrailles", "les Combrailles, des Combrailles, dans les Combrailles"),
        ("L'Aubrac", "l’Aubrac, de l’Aubrac, dans l’Aubrac"),
        ("Vallée du Lot", "la vallée du Lot, de la vallée du Lot, dans la vallée du Lot"),
        ("mes communes", "le territoire «\xa0mes communes\xa0», du territoire «\xa0mes communes\xa0», dans le territoire «\xa0mes communes\xa0»"),
    ],
)  # fmt: skip
def test_a_title_bends_in_french(written, title, bent):
    place = Territory.parse(written(f"# {title}\ncommune\n15014\n"))
    with speak("fr"):
        assert f"{place:the}, {place:of}, {place:in}" == bent
    assert f"{place:in}" == title


def test_the_file_is_read_without_pandas(written):
    import subprocess
    import sys

    text = written("commune\n15014\n15068\n")
    code = f"from analysis.territories import Territory; Territory.parse({text!r}); import sys; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "False\n", "pandas takes half a second to import"


def test_measures_count_the_communes_of_the_list_alone(written):
    from analysis import snapshot
    from analysis.geography import classify, cluster_of

    place = Territory.parse(written("commune\n15014\n48095\n15187\n"))
    assert place.region is None and cluster_of(place) == "commune"
    assert sorted(classify(place, "zau")["commune"]) == ["15014", "15187", "48095"]
    assert len(snapshot.load("population", place)["commune"].unique()) == 3


def test_a_list_that_touches_as_many_epci_as_a_departement_is_judged_as_one(written, tmp_path):
    from analysis.geography import cluster_of

    cantal = Territory.parse("dep:15")
    place = Territory.parse(written("# Whole\ncommune\n" + "\n".join(cantal.communes)))
    assert cluster_of(place) == cluster_of(cantal) == "epci"
    assert Path(tmp_path / "mine.csv").exists()


def test_a_postcode_that_is_also_a_code_is_told_by_the_name_beside_it(written):
    told = words.told_of(
        Territory.parse(written("commune;nom\n15014;AURILLAC\n15100;Saint-Flour\n15187;St-Flour\n")).own
    )
    assert told == [
        "1 code is that of a commune with another name than in the file (a postcode is no INSEE code): 15100 (line 3) is "
        "Laveissenet, not Saint-Flour."
    ]


@pytest.mark.parametrize("content", ["commune\n15100\n", "commune;nom\n15100;\n", "commune;x\n15100;Saint-Flour\n"])
def test_without_names_in_the_file_nothing_is_told(content, written):
    assert words.told_of(Territory.parse(written(content)).own) == []


def test_an_arrondissement_is_no_former_code(written):
    told = words.told_of(Territory.parse(written("commune\n69381\n15068\n15014\n")).own)
    assert told[0].startswith("Former codes are carried") and "15068" in told[0] and "69381" not in told[0]
    assert told[1] == "Arrondissements stand for their city: 69381 (line 2) to 69123."


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1 a", "@x", "  =HYPERLINK(a)"])
def test_a_title_is_no_formula_of_a_spreadsheet(title, written):
    assert "begins as a formula" in refusal(written(f"# {title}\ncommune\n15014\n"))
    assert "begins as a formula" in refusal(f"{written('commune' + chr(10) + '15014' + chr(10))}#{title.strip()}")


def test_a_file_called_like_a_formula_gives_a_title_without_its_sign(written):
    assert Territory.parse(written("commune\n15014\n", name="=1+1.csv")).own.title == "1+1"
