# Every target does the set-up that it needs; see docs/setup.md.
.DEFAULT_GOAL := help
.PHONY: help run test lint check bench screens bundle lock clean

export PYTHONUTF8 := 1
python := .venv/bin/python
# More arguments for a command: make test ARGS="tests/domain -x"
ARGS ?=

help:
	@echo '职校达标自评（dabiao）'
	@echo '  make run    安装并打开示例学校的窗口；没有显示器时写出示例报告到 out/'
	@echo '  make test   运行全部测试'
	@echo '  make lint   检查代码格式、类型和分层'
	@echo '  make check  以上检查、标准库检查和全部测试'
	@echo '  make bench  性能测量'
	@echo '  make screens 重拍 docs/screens/ 中的窗口和报告图片'
	@echo '  make bundle 打包成不需安装 Python 的文件夹 dist/dabiao'
	@echo '  make lock   按 pyproject.toml 重写依赖锁定文件（UPGRADE=1 时升级版本）'
	@echo '  make clean  删除 .venv 和各种缓存（不动 out/）'

run:
	@.ci/setup run
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then .venv/bin/dabiao open --sample $(ARGS); \
	else .venv/bin/dabiao sample out --report $(ARGS); fi

test:
	@.ci/setup dev qt
	@QT_QPA_PLATFORM=offscreen $(python) -m pytest $(ARGS)

lint:
	@.ci/setup dev
	@.ci/lint

check:
	@.ci/run

bench:
	@.ci/setup dev
	@QT_QPA_PLATFORM=offscreen $(python) -m bench $(ARGS)

screens:
	@.ci/setup dev qt
	@QT_QPA_PLATFORM=offscreen $(python) -m tests.ui.screens docs/screens

bundle:
	@.ci/setup dev qt
	@$(python) -m PyInstaller --noconfirm --clean --log-level WARN build_installer.spec
	@.ci/try-bundle

lock:
	@.ci/lock

clean:
	@rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache \
	  .coverage .coverage.* htmlcov .benchmarks
	@find app tests bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
