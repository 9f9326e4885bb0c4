"""Everything the staff does at the reception has words in the audit log."""

import re
from pathlib import Path

from mestieri.kernel.acts import act_label
from mestieri.kernel.retention import retention_rules
from mestieri.reception import services


def test_every_act_of_the_reception_is_said_in_words():
    source = "".join(path.read_text() for path in Path(services.__file__).parent.glob("*.py"))
    codes = set(re.findall(r'"(reception\.[a-z]+_[a-z]+)"', source))
    codes -= {rule.code for rule in retention_rules()}  # named in the register, not in the log
    codes |= {f"reception.{verb}_{noun}" for verb in ("add", "change") for noun in ("desk", "duty")}
    assert codes
    assert [code for code in sorted(codes) if act_label(code) == code] == []
