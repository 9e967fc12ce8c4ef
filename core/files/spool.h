// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>

#include <ATen/core/Tensor.h>

#include "files/offloadstore.h"
#include "files/spoollimits.h"

namespace quantscope {

// Where tensors wait between two steps when they are many: first in memory, then on the disk, and where that has no
// room either, in memory after all. The values are the same. Safe to use from several threads.
class Spool
{
public:
    Spool(std::filesystem::path folder, SpoolLimits);

    // `before`: bytes of its kind that wait already.
    at::Tensor keep(const at::Tensor&, int64_t before) const;
    const SpoolLimits& limits() const
    {
        return m_limits;
    }
    const OffloadStore& files() const
    {
        return m_files;
    }

private:
    SpoolLimits m_limits;
    OffloadStore m_files;
};

// Tensors of one kind that wait one behind the other: with `offload` on the disk, else as `spool` says, without either
// in memory. Keeps both pointers; safe to use from several threads.
class WaitingLine
{
public:
    WaitingLine(std::shared_ptr<const OffloadStore> offload, std::shared_ptr<const Spool> spool);

    at::Tensor take(const at::Tensor&);

private:
    std::shared_ptr<const OffloadStore> m_offload;
    std::shared_ptr<const Spool> m_spool;
    std::atomic<int64_t> m_bytes = 0;
};

}
