// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tasks/benchmarks.h"

namespace quantscope {

// Benchmarks whose answers are a word or a phrase.

extern const Benchmark textVqa; // TextVQA (arXiv 1904.08920): VQA accuracy
extern const Benchmark vizWiz; // VizWiz (arXiv 1802.08218): VQA accuracy, answers in a column answers
extern const Benchmark docVqa; // DocVQA (arXiv 2007.00398): ANLS
extern const Benchmark infoVqa; // InfographicVQA (arXiv 2104.12756): ANLS
extern const Benchmark chartQa; // ChartQA (arXiv 2203.10244): relaxed accuracy
extern const Benchmark ocrVqa; // OCR-VQA (ICDAR 2019): equal texts
extern const Benchmark gqa; // GQA (arXiv 1902.09506): equal texts

}
