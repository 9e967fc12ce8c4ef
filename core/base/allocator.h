// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace quantscope {

// Lets malloc keep memory of freed activations for the next ones: without it every large tensor is mapped, faulted in
// page by page and unmapped again. Call once at the start of a program.
void keepFreedMemory();

// The opposite, where memory is short: large tensors go back to the system as soon as they are freed.
void returnFreedMemory();

}
