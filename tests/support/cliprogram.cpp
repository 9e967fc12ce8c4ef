// SPDX-License-Identifier: GPL-3.0-or-later
#include "cliprogram.h"

#include <csignal>
#include <iostream>

#include <QTemporaryFile>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/allocator.h"
#include "cli/commands.h"

namespace quantscope::test {
namespace {

// What main() does, in the child; the test's own objects are not its to destroy.
[[noreturn]] void becomeProgram(const QStringList& words, const QProcessEnvironment& environment, int out, int err)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(err, STDERR_FILENO);
    ::clearenv();
    for (const auto& name : environment.keys())
        qputenv(name.toLocal8Bit().constData(), environment.value(name).toLocal8Bit());
    std::vector<std::string> given;
    for (const auto& word : words)
        given.push_back(word.toStdString());
    keepFreedMemory();
    const int code = cli::runProgram(given);
    std::cout.flush();
    std::fflush(nullptr);
    ::_exit(code);
}

}

Outcome runCliFile(const QStringList& words, const QString& lmuData)
{
    QProcess process;
    process.setProcessEnvironment(cliEnvironment(lmuData));
    process.start(QUANTSCOPE_CLI, words);
    process.waitForFinished(300000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

Outcome runCli(const QStringList& words, const QString& lmuData)
{
    QTemporaryFile out, err;
    if (!out.open() || !err.open())
        qFatal("no temporary files");
    const auto environment = cliEnvironment(lmuData);
    std::fflush(nullptr); // or the child writes it as well
    const pid_t child = ::fork();
    if (child < 0)
        qFatal("no second process");
    if (child == 0)
        becomeProgram(words, environment, out.handle(), err.handle());
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            qFatal("the second process is lost");
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, QString::fromUtf8(contents(out.fileName())),
            QString::fromUtf8(contents(err.fileName()))};
}

}
