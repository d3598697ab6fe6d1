# Everything that is needed comes from the package registries and is set up on first use:
# .venv (Python packages), node_modules (npm packages), build/ and site/ (what is made here, and the wheels of the page).
# A stamp file says when a step was last done. A step runs again when what it reads is newer.

PORT ?= 8000
BASE ?= main
FORMAT ?= text

venv := .venv
python := $(venv)/bin/python
check_ready := $(venv)/.check-ready
site_ready := $(venv)/.site-ready node_modules/.site-ready build/wheels/.ready
test_ready := $(venv)/.test-ready node_modules/.test-ready
# Whose npm packages are being installed.
npm := site
# What the wheels are for that a page loads: the platform and the Python of the Pyodide in package.json.
pyodide := --platform pyemscripten_2026_0_wasm32 --implementation cp --python-version 3.14 --abi cp314

# A folder counts as an input too, so that a deleted page or image is noticed. The folders of the two packages
# do not: Python writes its cache there, and the build writes dataset.json.
inputs := mkdocs.yml $(shell find docs data images 2>/dev/null) \
	$(shell find macros calculators -type f ! -path '*/__pycache__/*' ! -name dataset.json 2>/dev/null)

# The programs in .venv come first. That is how the Node.js that was installed there is found.
export PATH := $(CURDIR)/$(venv)/bin:$(PATH)
# Material prints a long notice at every build: MkDocs 2 will not run it, and its own support ends in May 2027. Both are
# so. What is silenced here is the repetition, not the matter: docs/contribute/index.md names what is pinned until when,
# and the files that know MkDocs, which is what a move to another program would have to replace.
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# `make new source-type my-cloud`: what follows is the kind and the id, not something to make.
ifeq ($(firstword $(MAKECMDGOALS)),new)
new_words := $(wordlist 2,$(words $(MAKECMDGOALS)),$(MAKECMDGOALS))
ifneq ($(new_words),)
.PHONY: $(new_words)
$(eval $(new_words):;@:)
endif
endif

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help set-up set-up-tests serve dev site test laws quick check words new diff picture screenshots changelog schemas lint bench \
	bench-calculators bench-browser bench-inventory bench-pages lock clean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' Makefile | while IFS='|' read -r name text; do \
		printf '  make %-17s %s\n' "$$name" "$$text"; done

serve: build/site.stamp ## build the site and serve it on this machine (PORT=8000)
	@$(python) -m macros.commands.serve site --port $(PORT)

dev: ## serve the site and rebuild it on every edit (PORT=8000)
	@$(MAKE) --silent --no-print-directory --jobs=3 $(site_ready)
	@$(python) -m macros.commands.dev --port $(PORT)

site: build/site.stamp ## build the site into site/
	@echo "The site is in site/."

test: build/site.stamp $(test_ready) ## run all tests, also in real browsers
	@$(find_headless) \
	$(find_firefox) \
	echo "Running the tests with $$chromium and $$firefox"; \
	SITE=site CHROMIUM="$$chromium" FIREFOX="$$firefox" $(python) -m pytest --numprocesses auto --dist loadgroup --no-loadscope-reorder

laws: $(check_ready) $(test_ready) ## run the tests of laws with many more cases, drawn anew
	@$(python) -m pytest --numprocesses auto --hypothesis-profile laws tests/calculators tests/macros

quick: $(test_ready) ## check what changed since main, and run the tests next to it, in a minute
	@$(python) -m tests.quick

check: $(check_ready) ## check every file in data/
	@$(python) -m macros.commands.check

words: build/site.stamp ## write what has no words in another language yet into build/words/ (LANGUAGE=zh)
	@$(python) -m tests.cases.answers build/answers.json
	@$(python) -m macros.commands.words $(or $(LANGUAGE),zh) --answers build/answers.json

schemas: $(check_ready) ## make data/schemas/ anew, which editors check the files of data/ by
	@$(python) -m macros.data.schemas

new: $(check_ready) ## start a record: make new KIND ID; make new lists the kinds
	@$(python) -m macros.commands.new $(new_words)

diff: $(site_ready) ## show what changed in data/ since BASE=main and what a reader sees of it (FORMAT=markdown)
	@$(python) -m macros.commands.diff "$(BASE)" --format $(FORMAT)

picture: build/site.stamp $(test_ready) ## make the picture in README.md anew, and its caption
	@$(find_headless) \
	CHROMIUM="$$chromium" $(python) -m macros.commands.picture site

screenshots: build/site.stamp $(test_ready) ## picture every page type, beside the last accepted (ACCEPT=1, ONLY="home plan")
	@$(find_headless) \
	CHROMIUM="$$chromium" $(python) -m macros.commands.screenshots site $(if $(ACCEPT),--accept) $(if $(ONLY),--only $(ONLY))

changelog: $(site_ready) ## make data/changes.yaml tell what each commit since its newest version did to data/
	@$(python) -m macros.commands.changelog

lint: $(test_ready) ## check the code and the spelling
	@echo "ruff check"; ruff check .
	@echo "ruff format"; ruff format --check .
	@echo "mypy"; mypy
	@echo "tsc"; npx --no-install --loglevel=error tsc -p jsconfig.json
	@echo "codespell"; codespell

bench: build/site.stamp $(test_ready) ## measure the check and the build, also with 100 times the data, and the calculators
	@$(python) -m tests.bench
	@$(MAKE) --no-print-directory bench-calculators

bench-calculators: build/site.stamp $(test_ready) ## measure how long a reader waits for an answer (about 3 minutes)
	@$(find_chromium) \
	CHROMIUM="$$chromium" $(python) -m tests.bench.calculators

bench-browser: build/site.stamp $(test_ready) ## measure Python in the browser, beside other ways to run it (about 7 minutes)
	@$(find_chromium) \
	CHROMIUM="$$chromium" $(python) -m tests.bench.browser

bench-inventory: build/site.stamp $(test_ready) ## measure how long an inventory takes to read, beside pandas and in a page (about 4 minutes)
	@$(find_chromium) \
	CHROMIUM="$$chromium" $(python) -m tests.bench.inventory_page
	@$(python) -m tests.bench.inventory

bench-pages: build/site.stamp $(test_ready) ## measure pages beside the same Markdown in plain Material, by Lighthouse (RUNS=3, about 15 minutes)
	@$(find_chromium) \
	CHROMIUM="$$chromium" RUNS=$(or $(RUNS),3) $(python) -m tests.bench.pages

lock: $(python) ## make the lock files anew after an edit of pyproject.toml or package.json (UPGRADE=1: newest versions)
	@echo "Making the lock files"
	@$(python) -m venv build/uv && build/uv/bin/python -m pip install --quiet uv
	@$(call compile,site,)
	@$(call compile,check,--constraint requirements/site.txt)
	@$(call compile,browser,)
	@$(call compile,test,--constraint requirements/site.txt --constraint requirements/browser.txt)
	@$(call compile,node,)
	@$(need_node) npm $(if $(UPGRADE),update,install) --package-lock-only

clean: ## remove everything that was made or installed
	@rm -rf $(venv) node_modules build dist site calculators/dataset.json
	@rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Packages come over the line, from two registries, while a processor compresses: so all of it goes on at once.
set-up:
	@$(MAKE) --silent --no-print-directory --jobs=4 $(site_ready) build/packed/.ready

# The same with what the tests need, for who needs both: the packages of the site are among them.
set-up-tests:
	@$(MAKE) --silent --no-print-directory --jobs=4 npm=test $(test_ready) build/wheels/.ready build/packed/.ready

# The stamp takes the time at which the build began, so that an edit during the build is not missed.
build/site.stamp: requirements/site.txt requirements/browser.txt package-lock.json $(inputs) | set-up
	@echo "Building the site"
	@mkdir -p build && touch build/site.started
	@$(python) -m mkdocs build --strict
	@mv build/site.started $@

$(python):
	@$(find_python) \
	echo "Setting up $(venv) with $$found ($$("$$found" -V))"; \
	"$$found" -m venv --clear $(venv)

$(venv)/.site-ready: requirements/site.txt | $(python)
	@echo "Installing the Python packages of the site (about a minute the first time)"
	@$(call pip_install,site)
	@touch $(venv)/.check-ready $@

# The check answers in seconds on a new machine, so it waits for no package of the site.
$(venv)/.check-ready: requirements/check.txt | $(python)
	@echo "Installing the Python packages of the check"
	@$(call pip_install,check)
	@touch $@

# The test packages hold those of the site, and those hold the check's, in the same versions.
$(venv)/.test-ready: requirements/test.txt | $(python)
	@echo "Installing the Python packages of the tests (about a minute the first time)"
	@$(call pip_install,test)
	@touch $(venv)/.check-ready $(venv)/.site-ready $@

node_modules/.site-ready: package.json package-lock.json .npmrc | $(python)
	@$(need_node) echo "Installing the npm packages of the site"; npm ci --omit=dev --loglevel=error
	@touch $@

node_modules/.test-ready: package.json package-lock.json .npmrc | $(python)
	@$(need_node) echo "Installing the npm packages of the tests"; npm ci --loglevel=error
	@touch node_modules/.site-ready $@

# The best compression takes longer than all the rest, and Pyodide's files do not change with the calculators.
build/packed/.ready: macros/publish/snapshot/best.mjs node_modules/.$(npm)-ready
	@echo "Compressing Pyodide (about a minute of one processor the first time)"
	@mkdir -p build/packed
	@node macros/publish/snapshot/best.mjs build/packed $(addprefix node_modules/pyodide/,pyodide.mjs pyodide.asm.mjs pyodide.asm.wasm)
	@touch $@

# Never installed, because they are for another platform.
build/wheels/.ready: requirements/browser.txt | $(python)
	@echo "Downloading the wheels that a page loads"
	@rm -rf build/wheels && mkdir -p build/wheels
	@$(python) -m pip download --quiet --require-hashes --no-deps --only-binary :all: $(pyodide) \
		--requirement requirements/browser.txt --dest build/wheels
	@touch $@

pip_install = $(python) -m pip install --quiet --require-hashes --requirement requirements/$(1).txt

# Each of these is shell text that ends with a semicolon, for the start of a recipe line.

# Sets `found`. A name on the PATH proves nothing: a pyenv shim may name a version that is not installed, and
# Debian ships Python without venv. So each candidate is run.
define find_python
found=; \
for candidate in $(or $(PYTHON),python3.13 python3.14 python3.12 python3 python \
		"$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.1[2-9]*/bin/python); do \
	if "$$candidate" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then \
		found=$$candidate; break; fi; \
done; \
if [ -z "$$found" ]; then \
	echo "Python 3.12 or newer with its venv module is needed. Install it, or name it: make PYTHON=/path/to/python3" >&2; \
	exit 1; fi;
endef

# Installs Node.js into .venv when the machine has none that is new enough.
define need_node
if ! { node -e 'process.exit(Number(parseInt(process.versions.node) < 18))' && npm --version; } >/dev/null 2>&1; then \
	echo "Installing Node.js into $(venv), because none of version 18 or newer was found"; \
	$(call pip_install,node) || exit 1; fi;
endef

# Set `chromium`, `firefox`. Without its window Chromium opens a page in half the time, and the tests open hundreds.
find_headless = $(call find_browser,chromium,chromium-headless-shell chromium chromium-browser google-chrome,chromium-headless-shell chromium,Chromium or Google Chrome)
find_chromium = $(call find_browser,chromium,chromium chromium-browser google-chrome,chromium,Chromium or Google Chrome)
find_firefox = $(call find_browser,firefox,firefox-esr firefox,firefox-esr,Firefox)

# The shell variable, the programs that will do, Debian's packages, of which the first that there is, and what to call it.
define find_browser
$(call look_for,$(1),$(2)) \
if [ -z "$$$(1)" ] && command -v apt-get >/dev/null; then \
	if [ "$$(id -u)" = 0 ]; then as_root=; elif sudo -n true 2>/dev/null; then as_root=sudo; else as_root=no; fi; \
	if [ "$$as_root" != no ]; then \
		echo "Installing $(firstword $(3)) for the tests"; \
		{ $$as_root apt-get update --quiet=2 && for package in $(3); do \
		$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends $$package && \
		break; done; } >build/apt.log 2>&1 || { cat build/apt.log >&2; exit 1; }; \
		$(call look_for,$(1),$(2)) fi; fi; \
if [ -z "$$$(1)" ]; then \
	echo "The tests need $(4). Install one and run make $@ again." >&2; exit 1; fi;
endef

look_for = for name in $(2); do $(1)=$$(command -v $$name) && break; done;

# uv keeps the versions in the file that it overwrites, unless told to upgrade.
define compile
lock=requirements/$(1).txt; \
build/uv/bin/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-header --no-annotate \
	$(if $(UPGRADE),--upgrade) --group $(1) $(2) --output-file "$$lock" && \
{ echo '# Made by `make lock` from the group `$(1)` in pyproject.toml. Do not edit by hand.'; \
	cat "$$lock"; } >build/lock.txt && mv build/lock.txt "$$lock"
endef
