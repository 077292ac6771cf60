"""The prose of a notebook on a page: markup escaped, harmful links cut."""

from analysis.site import article


def test_markup_in_markdown_is_escaped_and_a_harmful_link_is_cut():
    assert "<img" not in article.markdown('x <img src="a" onerror="b">')
    assert "javascript" not in article.markdown("[a](javascript:alert(1))")
    assert article.plain("In **Ars** & <b>") == "In Ars & <b>"
