// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/spool.h"

#include <ATen/TensorOperators.h>

#include "base/error.h"
#include "files/atomicfile.h"

namespace quantscope {

Spool::Spool(std::filesystem::path folder, SpoolLimits limits)
    : m_limits(limits)
    , m_files(std::move(folder))
{
}

at::Tensor Spool::keep(const at::Tensor& tensor, int64_t before) const
{
    if (!tensor.defined())
        return tensor;
    const auto size = tensor.numel() * static_cast<int64_t>(tensor.element_size());
    if (before + size <= m_limits.inMemory || m_files.bytes() + size > m_limits.onDisk)
        return tensor;
    try {
        return m_files.keep(tensor);
    } catch (const WriteError&) { // somebody else has filled the disk
        return tensor;
    }
}

WaitingLine::WaitingLine(std::shared_ptr<const OffloadStore> offload, std::shared_ptr<const Spool> spool)
    : m_offload(std::move(offload))
    , m_spool(std::move(spool))
{
}

at::Tensor WaitingLine::take(const at::Tensor& tensor)
{
    if (m_offload)
        return m_offload->keep(tensor);
    if (!m_spool || !tensor.defined())
        return tensor;
    return m_spool->keep(tensor, m_bytes.fetch_add(static_cast<int64_t>(tensor.nbytes())));
}

}
