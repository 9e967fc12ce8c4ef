# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by run and check: installs what is missing and configures the build in $build.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${QUANTSCOPE_BUILD_DIR:-$root/build}

packages=(g++ cmake ninja-build pkg-config ccache libtorch-dev libopenblas0-pthread qt6-base-dev libqt6svg6-dev
    qt6-tools-dev qt6-l10n-tools libqcustomplot-dev libgl-dev libfmt-dev libspdlog-dev nlohmann-json3-dev libcli11-dev libpcre2-dev libicu-dev libssl-dev libjpeg-dev libpng-dev
    libwebp-dev libsqlite3-dev libgif-dev libzip-dev libexpat1-dev libxml2-dev libtiff-dev libxxhash-dev libyaml-cpp-dev
    libsentencepiece-dev libbenchmark-dev xvfb xauth fonts-dejavu-core
    qt6-translations-l10n wordnet-base python3-jieba)

checking=(clang clang-format clang-tidy git python3)

# install_missing [check]: what a build needs, and with `check` what the checks need as well.
install_missing() {
    [ "${1:-}" != check ] || packages+=("${checking[@]}")
    command -v apt-get >/dev/null || { echo "apt-get is not here: install the packages named in packaging/prepare.sh yourself" >&2; return; }
    local missing=() package
    for package in "${packages[@]}"; do
        [ "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null)" = "install ok installed" ] || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local sudo=
    [ "$(id -u)" = 0 ] || sudo=sudo
    echo "installing ${missing[*]}"
    $sudo apt-get update -q
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -q -y --no-install-recommends "${missing[@]}"
}

# configure PRESET [OPTIONS...]
configure() {
    cmake -S "$root" -B "$build" --preset "$@"
}
