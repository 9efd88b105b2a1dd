"""`profiles` and `make --profile`: pages for everyone."""


def test_profiles_are_listed_with_the_end_of_their_files_names(run):
    lines = [line.split()[:2] for line in run("profiles").stdout.splitlines()]
    assert ["large-print-18", "-18"] in lines
    assert ["dyslexia", "-13"] in lines


def test_a_folders_own_profile_is_listed_and_used(folder, run):
    (folder / "profiles").mkdir()
    (folder / "profiles" / "blue.yaml").write_text('extends: cream\npurpose: Ours\ncode: b\nbackground: "#e6f1fb"\n')
    assert "Ours" in run("profiles").stdout
    done = run("make", "--seed", "1", "--title", "x", "--profile", "blue", "--profile", "blue")
    assert done.exit_code == 0, done.stderr
    written = [line.split()[0].rpartition("/")[2] for line in done.stdout.splitlines() if line]
    assert written.count("x-worksheet.pdf") == written.count("x-worksheet-b.pdf") == 1


def test_an_unknown_profile_is_told_with_the_nearest(run):
    done = run("make", "--seed", "1", "--profile", "dislexia")
    assert done.exit_code == 1
    assert "did you mean dyslexia?" in done.stderr
