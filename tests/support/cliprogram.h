// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QProcess>

// The command-line program as its users meet it: a process with words, files and an exit code.
namespace quantscope::test {

struct Outcome
{
    int exitCode = -1; // of a crash as well
    QString out, err;
};

// Without a home, which nobody can make there, so also without a cache of its own; with benchmarks in `lmuData` alone.
inline QProcessEnvironment cliEnvironment(const QString& lmuData = {})
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("LMUData", lmuData.isEmpty() ? "/nonexistent" : lmuData);
    environment.insert("HOME", "/proc/none");
    environment.remove("XDG_CACHE_HOME");
    return environment;
}

// The file that was built.
Outcome runCliFile(const QStringList& words, const QString& lmuData = {});

// The same program in a fork of this process: to load LibTorch anew takes half a second. OpenMP does not survive a
// fork: the test must not compute with several threads itself.
Outcome runCli(const QStringList& words, const QString& lmuData = {});

inline QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}
