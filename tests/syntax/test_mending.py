"""Half-written files of every language whose brackets are set right by the indentation: a lost line costs no other statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdd_impact.languages import for_path
from sdd_impact.languages._ecmascript.habits import ECMASCRIPT
from sdd_impact.languages._jvm.habits import JAVA, KOTLIN, SCALA
from sdd_impact.languages.csharp.habits import CSHARP
from sdd_impact.languages.rust.habits import RUST
from sdd_impact.model import Source
from sdd_impact.syntax.balance import balanced
from sdd_impact.syntax.mending import mended

if TYPE_CHECKING:
    from sdd_impact.syntax.habits import Habits

_JAVA = """public class Shop {
    private static final Logger log = LoggerFactory.getLogger(Shop.class);

    public void open(
            int day, int hour) {
        log.info("one");
        if (day > 1) {
            log.warn("two");
        } else {
            log.warn("three");
        }
    }

    @Override
    public int sell(int id) {
        stock.forEach(item -> {
            log.info("four");
        });
        try {
            count(id);
        } catch (IOException e) {
            throw new IllegalStateException("five");
        }
        return 0;
    }

    public void close() {
        log.info("six");
    }
}
"""
_CSHARP = """namespace Acme
{
    public class Shop
    {
        private readonly ILogger<Shop> _logger;

        public void Open(
            int day,
            int hour)
        {
            _logger.LogInformation("one");
            if (day > 1)
            {
                _logger.LogWarning("two");
            }
            else
            {
                _logger.LogWarning("three");
            }
        }

        public int Sell(int id)
        {
            stock.ForEach(item =>
            {
                _logger.LogInformation("four");
            });
            try
            {
                Count(id);
            }
            catch (IOException e)
            {
                throw new InvalidOperationException("five");
            }
            return 0;
        }

        public void Close()
        {
            _logger.LogInformation("six");
        }
    }
}
"""
_RUST = """impl Shop {
    pub fn open(
        &self,
        day: u8,
    ) -> u8 {
        info!("one");
        if day > 1 {
            warn!("two");
        } else {
            warn!("three");
        }
        0
    }

    pub fn sell(&self, id: u8) {
        self.stock.iter().for_each(|item| {
            info!("four");
        });
        match id {
            1 => {
                error!("five");
            }
            _ => (),
        }
    }

    pub fn close(&self) {
        info!("six");
    }
}
"""
_TYPESCRIPT = """export class Shop {
  private readonly logger = new Logger(Shop.name);

  public async open({
    day,
    hour
  }: {
    day: number;
    hour: number;
  }): Promise<void> {
    this.logger.log('one');
    if (day > 1) {
      this.logger.warn('two');
    } else {
      this.logger.warn('three');
    }
  }

  public sell(id: number) {
    this.stock.forEach((item) => {
      this.logger.log('four');
    });
    try {
      count(id);
    } catch (error) {
      throw new Error('five');
    }
  }

  public close() {
    this.logger.log('six');
  }
}
"""
_SAMPLES = {"Shop.java": _JAVA, "Shop.cs": _CSHARP, "shop.rs": _RUST, "shop.ts": _TYPESCRIPT}
_HABITS = {"Shop.java": JAVA, "Shop.cs": CSHARP, "shop.rs": RUST, "shop.ts": ECMASCRIPT}
_ALL = {"one", "two", "three", "four", "five", "six"}
_LOST = [
    (name, number)
    for name, text in _SAMPLES.items()
    for number, line in enumerate(text.split("\n"))
    if line.strip()[-1:] in ("{", "}", "(", ")", ";") and not any(f"{quote}{word}" in line for word in _ALL for quote in "\"'")
    if "ogger" not in line  # the logger itself may be what is lost
    # without these, what is left is balanced
    if line.strip() not in ("int hour)", "}): Promise<void> {")
]


def _told(name: str, text: str) -> set[tuple[str, int]]:
    language = for_path(name)
    assert language is not None
    extraction = language.extract(Source(f"src/{name}", text.encode()), ())
    return {(statement.template.message, statement.location.line) for statement in extraction.statements}


@pytest.mark.parametrize("name", _SAMPLES)
def test_nothing_is_amiss_in_a_whole_file(name: str) -> None:
    assert list(mended(_SAMPLES[name].encode(), _HABITS[name])) == []
    assert {message for message, _ in _told(name, _SAMPLES[name])} == _ALL


@pytest.mark.parametrize(("name", "gone"), _LOST)
def test_a_lost_line_costs_no_statement_and_invents_none(name: str, gone: int) -> None:
    lines = _SAMPLES[name].split("\n")
    whole = _told(name, _SAMPLES[name])
    lines[gone] = ""
    assert _told(name, "\n".join(lines)) == whole


def test_a_badly_indented_block_is_not_a_lost_one() -> None:
    text = _RUST.replace("            warn!", "\t\t\t\twarn!").replace("        } else {", "      } else {")
    assert balanced(text.encode(), RUST) == []


@pytest.mark.parametrize("habits", [JAVA, KOTLIN, SCALA, CSHARP, RUST, ECMASCRIPT])
@given(text=st.text(alphabet="(){}[] \n\t\"'`/*a=,:;>#", max_size=60))
def test_lines_keep_their_numbers(habits: Habits, text: str) -> None:
    for reading in mended(text.encode(), habits):
        assert reading.data.count(b"\n") == text.count("\n")


@pytest.mark.parametrize("habits", [JAVA, KOTLIN, SCALA, CSHARP, RUST, ECMASCRIPT])
def test_a_hostile_text_costs_bounded_work(habits: Habits) -> None:
    assert len(list(mended(b"}\n" * 20_000 + b"{(" * 20_000, habits))) <= 1
    assert list(mended(b" " + b"(" * 50_000 + b"\n)" * 50_000, habits)) == []
    assert len(list(mended(b"a" * 200_000 + b"\n}\n", habits))) <= 4
