"""Pictures are found inside the bank only and known by their content."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from packgen.diagnostics import Diagnostic
from packgen.load import pictures
from packgen.load.pictures import find_picture, picture_finder
from packgen.model.document import Picture
from packgen.model.pool import Bank


def draw(path: Path, form: str = "PNG", size: tuple[int, int] = (40, 30)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.effect_noise(size, 50).save(path, form)
    return path


@pytest.mark.parametrize(
    ("name", "form"), [("a.png", "PNG"), ("images/b.jpg", "JPEG"), ("images/named-wrong.png", "JPEG")]
)
def test_a_png_or_jpeg_in_the_bank_is_found_by_its_content(tmp_path: Path, name: str, form: str) -> None:
    draw(tmp_path / name, form)
    found = find_picture(tmp_path, name)
    assert isinstance(found, Picture)
    assert found.path == str(tmp_path / name)
    assert len(found.digest) == 32


def test_the_digest_is_of_the_content(tmp_path: Path) -> None:
    draw(tmp_path / "a.png")
    (tmp_path / "b.png").write_bytes((tmp_path / "a.png").read_bytes())
    draw(tmp_path / "c.png", size=(41, 30))
    a, b, c = (find_picture(tmp_path, name) for name in ("a.png", "b.png", "c.png"))
    assert isinstance(a, Picture)
    assert isinstance(b, Picture)
    assert isinstance(c, Picture)
    assert a.digest == b.digest != c.digest


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("", "no-picture"),
        ("none.png", "no-picture"),
        ("images", "no-picture"),
        ("a\x00.png", "no-picture"),
        ("x" * 5000, "no-picture"),
        ("../outside.png", "picture-outside"),
        ("images/../../outside.png", "picture-outside"),
        ("images\\a.png", "picture-outside"),
        ("C:/a.png", "picture-outside"),
        ("/etc/passwd", "picture-outside"),
        ("https://example.org/a.png", "picture-outside"),
        ("link.png", "picture-outside"),
        ("words.png", "picture-format"),
        ("vector.svg", "picture-format"),
        ("moving.gif", "picture-format"),
        ("cut.png", "picture-damaged"),
        ("cut.jpg", "picture-damaged"),
        ("empty.png", "picture-format"),
    ],
)
def test_anything_else_is_a_message_with_a_hint(tmp_path: Path, name: str, rule: str) -> None:
    bank = tmp_path / "bank"
    (bank / "images").mkdir(parents=True)
    draw(tmp_path / "outside.png")
    (bank / "link.png").symlink_to(tmp_path / "outside.png")
    (bank / "words.png").write_text("not a picture")
    (bank / "vector.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (bank / "empty.png").touch()
    draw(bank / "moving.gif", "GIF")
    for cut, form in (("cut.png", "PNG"), ("cut.jpg", "JPEG")):
        whole = draw(bank / "whole", form).read_bytes()
        (bank / cut).write_bytes(whole[: len(whole) // 2])
    found = find_picture(bank, name)
    assert isinstance(found, Diagnostic)
    assert found.rule == rule
    assert found.hint


def test_a_picture_of_very_many_pixels_is_refused_before_it_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(tmp_path / "a.png", size=(50, 50))
    monkeypatch.setattr(pictures, "MAX_PIXELS", 2499)
    found = find_picture(tmp_path, "a.png")
    assert isinstance(found, Diagnostic)
    assert found.rule == "picture-too-large"


def test_a_reader_finds_a_picture_in_the_first_bank_that_has_it(tmp_path: Path) -> None:
    draw(tmp_path / "two" / "map.png")
    (tmp_path / "one").mkdir()
    find = picture_finder([Bank(str(tmp_path / name), "", "", "en-GB") for name in ("one", "two")])
    found = find("map.png")
    assert isinstance(found, Picture)
    assert isinstance(find("other.png"), str)
    assert "outside the bank" in str(find("../map.png"))
