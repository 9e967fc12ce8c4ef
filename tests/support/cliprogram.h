// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QProcess>

// The command-line program as its users meet it: a process with words, files and an exit code.
namespace quantscope::test {

struct Outcome
{
    int exitCode = -1;
    QString out, err;
};

// Without a home, and with benchmarks in `lmuData` alone.
inline QProcessEnvironment cliEnvironment(const QString& lmuData = {})
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("LMUData", lmuData.isEmpty() ? "/nonexistent" : lmuData);
    environment.insert("HOME", "/nonexistent");
    return environment;
}

inline Outcome runCli(const QStringList& words, const QString& lmuData = {})
{
    QProcess process;
    process.setProcessEnvironment(cliEnvironment(lmuData));
    process.start(QUANTSCOPE_CLI, words);
    process.waitForFinished(300000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

inline QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}
