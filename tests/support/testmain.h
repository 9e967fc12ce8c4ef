// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QtTest>

#include <functional>

namespace quantscope::test {

// The tests of a folder are one program: `core_tests tst_gptq [words for Qt Test]` runs one of them, no word lists all.
struct TestClass
{
    TestClass(const char* file, std::function<int(int, char**)> run);
};

}

// In place of QTEST_MAIN; the test is called by its file's name.
#define QUANTSCOPE_TEST(Class)                                                                                         \
    static const quantscope::test::TestClass registered##Class(__FILE__, [](int argc, char** argv) {                   \
        Class test;                                                                                                    \
        QTEST_SET_MAIN_SOURCE_PATH                                                                                     \
        return QTest::qExec(&test, argc, argv);                                                                        \
    });
