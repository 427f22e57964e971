# The commands of the project. Each makes what it needs; the plain commands beneath them stand in README.md for Windows.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN := $(VENV)/bin
ARGS ?=
# What is compiled is kept: each worker of the tests, and each program that they start, would compile all of it anew.
export PYTHONDONTWRITEBYTECODE =

.PHONY: run demo test day flows thorough attacks cuts real kills simulate faults check pictures bench catalogues schema keys pinyin pin clean

run: $(VENV)/installed.stamp  ## open the program on this folder and the real clock
	$(BIN)/dutytui --mall . $(ARGS)

demo: $(VENV)/installed.stamp  ## an invented mall and day, in a temporary folder
	$(BIN)/dutytui demo $(ARGS)

test: $(VENV)/installed.stamp  ## the default tests (some six minutes on two cores)
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

day: $(VENV)/installed.stamp  ## a whole day played by keys alone in a real terminal (two to three minutes)
	DUTYTUI_WHOLE_DAY=1 $(BIN)/python -m pytest tests/flows/test_a_whole_day.py

flows: $(VENV)/installed.stamp  ## every branch of every shipped flow by keys, seven requests in a real terminal (some five minutes)
	DUTYTUI_FLOWS=1 $(BIN)/python -m pytest -n auto --timeout 3600 $(ARGS) \
		tests/screens/approvals/test_every_flow.py tests/flows/test_requests.py

thorough: $(VENV)/installed.stamp  ## the properties and random keys forty times as often (half an hour)
	DUTYTUI_THOROUGH=40 $(BIN)/python -m pytest -n auto --timeout 3600 \
		tests/store/test_state_machine.py tests/store/test_tinydb_contract.py tests/rules/test_any_order.py \
		tests/rules/test_never.py tests/procedures/test_mangled_files.py tests/flows/test_any_keys.py tests/hostile

cuts: $(VENV)/installed.stamp  ## the power cut N times under a desk that records (root and loop devices; a second each)
	DUTYTUI_POWER_CUTS=$(or $(N),240) $(BIN)/python -m pytest -s tests/real/test_power_cut.py

MINUTES ?= 10
real: $(VENV)/installed.stamp  ## three writers over a real Syncthing and a real Samba, each for so many minutes
	DUTYTUI_REAL_MINUTES=$(MINUTES) $(BIN)/python -m pytest -s tests/real/test_syncthing.py tests/real/test_samba.py

KILLS ?= 220
kills: $(VENV)/installed.stamp  ## kill -9 so many times, wherever a terminal writes, publishes and takes over (two seconds each)
	DUTYTUI_KILLS=$(KILLS) $(BIN)/python -m pytest -s tests/real/test_kills.py

attacks: $(VENV)/installed.stamp  ## every byte exchanged, nine attacks a thousand times, ten thousand clean runs (half an hour)
	DUTYTUI_ATTACKS=all $(BIN)/python -m pytest -n auto tests/verify/test_every_byte.py tests/verify/test_nine_attacks.py

simulate: $(VENV)/installed.stamp  ## N schedules of the simulated world, or the one of SEED, as short as it gets
	$(BIN)/python -m tests.simulator $(if $(SEED),--seed $(SEED),-n $(or $(N),10000)) $(ARGS)

faults: $(VENV)/installed.stamp  ## known faults in the code: after how many schedules each is found
	$(BIN)/python -m tests.simulator faults $(ARGS)

check: $(VENV)/installed.stamp  ## everything a change must pass
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m dutytui.texts.build_catalogues check
	$(BIN)/dutytui check .
	$(BIN)/python -m pytest -n auto --dist worksteal

pictures: $(VENV)/installed.stamp  ## the README's pictures anew, in a headless Chromium (three minutes); ARGS names some
	$(BIN)/python -m tests.browser.pictures $(ARGS)

bench: $(VENV)/installed.stamp  ## figures against their goals, side by side in one run
	$(BIN)/python -m benchmarks $(ARGS)

catalogues: $(VENV)/installed.stamp  ## take new messages into the catalogues and compile them
	$(BIN)/python -m dutytui.texts.build_catalogues update
	$(BIN)/python -m dutytui.texts.build_catalogues compile

schema: $(VENV)/installed.stamp  ## write the JSON Schemas and the key list of docs/procedures.md
	$(BIN)/python -m dutytui.procedures.schema

keys: $(VENV)/installed.stamp  ## write docs/keys.md from the key table
	$(BIN)/python -m tests.docs.write_keys

pinyin: $(VENV)/installed.stamp  ## write the tables of readings and of simplified characters
	$(BIN)/python -m dutytui.texts.build_pinyin
	$(BIN)/python -m dutytui.texts.build_simplified

pin: $(VENV)/installed.stamp  ## renew the hash-pinned constraints
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade \
		--all-extras pyproject.toml -o constraints.txt

$(VENV)/venv.stamp:
	$(PYTHON) -m venv $(VENV)
	touch $@

# The hashes are checked for every package; the project itself is linked, so that an edit is in force at once.
$(VENV)/installed.stamp: $(VENV)/venv.stamp pyproject.toml constraints.txt $(wildcard dutytui/texts/locale/*/LC_MESSAGES/*.po)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

clean:
	rm -rf $(VENV) build dist
