# `make lab` opens the course, `make test` checks it. Each sets up what it needs in .venv first.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock
SETUP  := pyproject.toml requirements.lock

.PHONY: lab test lint sweep versions teach site test-site build check lock restore update clean

lab: $(VENV)/lab.ok          ## open the course in JupyterLab
	$(BIN)/python -m course lab

test: $(VENV)/test.ok $(if $(CI),$(VENV)/parity.ok) lint   ## run every test: on all cores, and then those in a browser
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal --ignore tests/browser --ignore tests/lite
	$(BIN)/python -m pytest tests/browser --ignore tests/browser/test_sweep.py
	@echo "All passed. Not run here: every control of every lesson (make sweep), the site (make test-site), other packages and processors (make versions), other people's software (tests/clients/README.md)."

lint: $(VENV)/test.ok        ## is the code laid out by ruff, and does ruff find no fault in it?
	$(BIN)/python -m ruff format --check --quiet
	$(BIN)/python -m ruff check

sweep: $(VENV)/test.ok       ## touch every control of every lesson in a real browser, and use it for long; takes a while
	SWEEP=1 $(BIN)/python -m pytest tests/browser

# nbval compares every number that a notebook prints. The processors are those that NumPy's OpenBLAS has code for.
versions: $(VENV)/test.ok    ## do the notebooks' numbers hold on the oldest and newest packages, and on other processors?
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	for choice in lowest-direct highest; do \
	  $(BIN)/python -m uv venv --quiet --clear --python $(BIN)/python $(VENV)/$$choice && \
	  $(BIN)/python -m uv pip install --quiet --python $(VENV)/$$choice --resolution $$choice --editable ".[test]" && \
	  $(VENV)/$$choice/$(notdir $(BIN))/python -m pytest --numprocesses auto tests/notebooks -k again_gives_the_same_outputs || exit 1; \
	done
	for core in Nehalem Haswell Zen SkylakeX; do \
	  OPENBLAS_CORETYPE=$$core $(BIN)/python -m pytest --numprocesses auto tests/notebooks -k again_gives_the_same_outputs || exit 1; \
	done

teach: $(VENV)/teach.ok      ## lecture notebooks, slides to hand out and assignments, in build/
	$(BIN)/python -m course lecture
	$(BIN)/python -m course slides
	$(BIN)/python -m course assignment

site: $(VENV)/site.ok        ## the whole course as a folder for a web server, in build/site
	$(BIN)/python -m course site

SITE ?= build/tested
test-site: $(VENV)/site.ok   ## make the site, and use it in a real browser, with the network watched; SITE=... takes that one
	test -d $(SITE) -a $(SITE) != build/tested || $(BIN)/python -m course site --without-slides --out $(SITE)
	SITE=$(SITE) $(BIN)/python -m pytest --numprocesses 2 --dist worksteal tests/lite

build: $(VENV)/test.ok       ## make the notebooks again from the lessons' sources
	$(BIN)/python -m course build

check: $(VENV)/test.ok       ## are the notebooks in step with their sources?
	$(BIN)/python -m course build --check

$(BIN)/python:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'The course needs Python 3.11 or newer; %s is %s. Try: make PYTHON=python3.12' % (sys.executable, sys.version.split()[0]))"
	$(PYTHON) -m venv $(VENV)

$(VENV)/lab.ok: $(SETUP) | $(BIN)/python
	$(PIP) --editable .
	@touch $@

$(VENV)/teach.ok: $(SETUP) | $(BIN)/python
	$(PIP) --editable ".[teach]"
	@touch $@ $(VENV)/lab.ok

$(VENV)/test.ok: $(SETUP) | $(BIN)/python
	$(PIP) --editable ".[test]"
	@touch $@ $(VENV)/teach.ok $(VENV)/lab.ok

$(VENV)/site.ok: $(VENV)/test.ok
	$(PIP) --editable ".[site]"
	@touch $@

# PyTorch, for the tests that compare nbcore with it. CI always has it; elsewhere: make .venv/parity.ok
$(VENV)/parity.ok: $(VENV)/test.ok
	$(PIP) --editable ".[parity]"
	@touch $@

$(VENV)/bench.ok: $(SETUP) | $(BIN)/python
	$(PIP) --editable ".[bench]"
	@touch $@

lock: $(VENV)/test.ok        ## choose the newest versions again, for every Python and system at once
	$(BIN)/python -m pip install --quiet uv
	( echo "# Every version that \`make\` and Binder install. Made by \`make lock\`; do not edit by hand."; \
	  $(BIN)/python -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --no-annotate --no-header \
	    --extra test --extra site --extra bench pyproject.toml ) > requirements.new
	mv requirements.new requirements.lock
	$(MAKE) --no-print-directory $(VENV)/test.ok
	$(BIN)/python -m course.publish.binder

restore: $(VENV)/lab.ok      ## make every notebook as it came; those that you wrote in are kept aside first
	$(BIN)/python -m course keep
	git checkout --quiet -- notebooks

update: restore              ## fetch the newest course
	git pull --ff-only

clean:                       ## remove the environment and what was built; your progress and notebooks stay
	rm -rf $(VENV) build dist
