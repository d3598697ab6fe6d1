"""What a maintainer is told of proofs."""


def test_a_sign_of_a_condition_that_there_is_not(broken, data):
    place = [proof.id for proof in data.proofs].index("linux-disk-kinds")
    at, found = broken(
        "proofs.yaml",
        "    - {words: [xfs], condition: linux-fs-xfs}\n",
        "    - {words: [xfs], →condition: linux-xfs}\n",
    )
    (told,) = found
    assert told.startswith(f"{at}: [{place}].signs[1].condition: there is no condition 'linux-xfs'.")


def test_a_sign_takes_its_words_from_the_condition(broken):
    _, found = broken(
        "proofs.yaml",
        "    - {words: [xfs], condition: linux-fs-xfs}\n",
        "    - →{words: [xfs], condition: linux-fs-xfs, verdict: supported}\n",
    )
    (told,) = found
    assert told.endswith("what a condition says is taken from there. Leave out 'verdict', 'said' and 'remedy'.")


def test_signs_say_what_their_conditions_do(data):
    signs = next(proof for proof in data.catalog.proofs if proof.id == "linux-disk-kinds").signs
    conditions = {item.id: item for source in data.sources for item in source.conditions}
    assert all(sign.verdict == conditions[sign.condition].verdict for sign in signs)
    assert all(conditions[sign.condition].condition in (sign.said or "") for sign in signs)
