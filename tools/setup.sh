#!/usr/bin/env bash
# Makes this checkout ready: `tools/setup.sh demo` for the tool, `tools/setup.sh test` for its tests too.
# Installs only what is missing, says what that is, and uses sudo only where it must.
set -euo pipefail
cd "$(dirname "$0")/.."

purpose=${1:-}
venv=.venv
oldest=3.11

say() { printf 'setup: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

[ "$purpose" = demo ] || [ "$purpose" = test ] || fail "usage: tools/setup.sh demo|test"

# --- the system's package manager -------------------------------------------------------------------

apt_refreshed=
apt_install() {
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    have sudo || fail "as root, run: apt-get install $*"
    root=(sudo)
  fi
  say "installing: $* (apt-get${root:+, with sudo})"
  if [ -z "$apt_refreshed" ]; then
    ${root[@]+"${root[@]}"} apt-get update -qq >&2 || say "apt-get update failed; trying with the lists at hand"
    apt_refreshed=yes
  fi
  ${root[@]+"${root[@]}"} env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 "$@" >/dev/null
}

brew_install() {
  say "installing: $* (brew)"
  brew install --quiet "$@" >/dev/null
}

# install_for PURPOSE "DEBIAN PACKAGES" "BREW PACKAGES": by whichever manager this system has.
install_for() {
  say "missing: $1"
  # shellcheck disable=SC2086  # lists of packages
  if have apt-get && [ -n "$2" ]; then
    apt_install $2
  elif have brew && [ -n "$3" ]; then
    brew_install $3
  else
    say "no apt-get and no brew (https://brew.sh) here: install $1 yourself"
    return 1
  fi
}

# --- Python -----------------------------------------------------------------------------------------

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
  local name
  for name in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11 python3.14; do
    if have "$name" && new_enough "$name"; then
      command -v "$name"
      return
    fi
  done
  return 1
}

can_make_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

ready_python() {
  python=$(find_python) && return
  if ! have python3; then
    install_for "Python" "python3 python3-venv" "python@3.12" || true
  else
    say "$(python3 --version) is too old: Python $oldest or newer is needed"
    install_for "Python $oldest" "python3.11 python3.11-venv" "python@3.12" || true
  fi
  python=$(find_python) || fail "no Python $oldest or newer: install one and name it, such as: make $purpose PYTHON=python3.12"
}

ready_venv() {
  if [ -x $venv/bin/python ] && new_enough $venv/bin/python && $venv/bin/python -m pip --version >/dev/null 2>&1; then
    return
  fi
  ready_python
  if ! can_make_venv "$python"; then
    local version
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    install_for "Python's venv module" "python$version-venv" "" || fail "the venv module of $python is needed"
  fi
  say "making the virtual environment $venv with $("$python" --version)"
  "$python" -m venv --clear $venv
}

# --- Tesseract with Vietnamese ----------------------------------------------------------------------

reads_vietnamese() { have tesseract && tesseract --list-langs 2>/dev/null | grep -qx vie; }

ready_tesseract() {
  reads_vietnamese && return
  install_for "Tesseract with Vietnamese (reads scans)" "tesseract-ocr tesseract-ocr-vie" "tesseract tesseract-lang" || true
  reads_vietnamese || say "still no Tesseract with Vietnamese: scans cannot be read, their tests will be skipped"
}

# The samples' script sets its pages in Liberation Serif; the samples themselves are in the checkout.
ready_fonts() {
  [ -e /usr/share/fonts/truetype/liberation2 ] && return
  have apt-get || return 0
  install_for "Liberation fonts (for remaking the samples)" "fonts-liberation2" "" ||
    say "going on without: the tests that remake samples will be skipped"
}

# --- the tool ---------------------------------------------------------------------------------------

ready_tool() {
  local what=$1 stamp=$venv/.ready-$2
  if [ -e "$stamp" ] && [ ! pyproject.toml -nt "$stamp" ]; then
    return
  fi
  say "installing kl-extract and its libraries into $venv (pip; a minute or two)"
  $venv/bin/python -m pip install --quiet --disable-pip-version-check --editable "$what"
  touch "$stamp"
}

ready_venv
ready_tesseract
if [ "$purpose" = demo ]; then
  ready_tool . demo
else
  ready_fonts
  ready_tool '.[dev]' test
fi
say "ready"
