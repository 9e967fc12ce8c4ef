// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace quantscope {

// While it lives, work of the calling thread leaves BLAS's thread count alone. The whole process shares that count, and
// sums of a product depend on it: a guest changes nothing in what other threads compute.
class BlasGuest
{
public:
    BlasGuest();
    ~BlasGuest();
    BlasGuest(const BlasGuest&) = delete;
    BlasGuest& operator=(const BlasGuest&) = delete;

private:
    bool m_before;
};

}
