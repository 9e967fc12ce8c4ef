// SPDX-License-Identifier: GPL-3.0-or-later
#include "testmain.h"

#include <QTemporaryDir>

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#ifdef QUANTSCOPE_TEST_WIDGETS
#include <QApplication>
using Application = QApplication;
#else
using Application = QCoreApplication;
#endif

#include "base/blaskernels.h"

namespace {

using Tests = std::map<std::string, std::function<int(int, char**)>>;

Tests& tests()
{
    static Tests all;
    return all;
}

}

namespace quantscope::test {

TestClass::TestClass(const char* file, std::function<int(int, char**)> run)
{
    tests()[std::filesystem::path(file).stem().string()] = std::move(run);
}

}

int main(int argc, char** argv)
{
    quantscope::startWithFastKernels(argv);
    const auto found = argc > 1 ? tests().find(argv[1]) : tests().end();
    if (found == tests().end()) {
        for (const auto& [name, run] : tests())
            std::puts(name.c_str());
        return argc > 1 ? 2 : 0;
    }
    std::vector<char*> words(argv, argv + argc);
    words.erase(words.begin() + 1);
    words.push_back(nullptr);
    int count = argc - 1;
    // Programs that a test starts keep their runs apart from the user's.
    const QTemporaryDir store;
    qputenv("QUANTSCOPE_STORE", QFile::encodeName(store.filePath("runs.sqlite")));
    Application application(count, words.data());
    return found->second(count, words.data());
}
