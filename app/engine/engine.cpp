// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <c10/core/InferenceMode.h>

#include "base/blasguest.h"

namespace quantscope {

void runWithoutGradients(const std::function<void()>& work)
{
    const c10::InferenceMode inference;
    work();
}

void runBeside(const std::function<void()>& work)
{
    const BlasGuest guest;
    runWithoutGradients(work);
}

QString describeException(const std::exception_ptr& exception)
{
    try {
        std::rethrow_exception(exception);
    } catch (const c10::Error& problem) {
        return QString::fromStdString(problem.what_without_backtrace());
    } catch (const std::bad_alloc&) {
        return Engine::tr("There is not enough memory for this.");
    } catch (const std::exception& problem) {
        return QString::fromUtf8(problem.what());
    } catch (...) {
        return Engine::tr("An unknown failure.");
    }
}

Engine::Engine(QObject* parent)
    : QObject(parent)
{
    for (auto* pool : {&m_long, &m_short}) {
        pool->setMaxThreadCount(1);
        pool->setExpiryTimeout(-1);
    }
}

Engine::~Engine()
{
    for (auto& job : m_jobs)
        job.cancel();
    m_long.clear();
    m_short.clear();
    m_long.waitForDone();
    m_short.waitForDone();
}

}
