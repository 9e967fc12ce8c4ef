// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cache/stagecache.h"
#include "quant/layererrors.h"
#include "quant/layerinputs.h"
#include "quant/quantize.h"
#include "quant/statistics.h"

namespace quantscope {

inline constexpr StageKind transformStage{"transform", 1, false};
inline constexpr StageKind layerStage{"layer", 2};
inline constexpr StageKind decoderEntryStage{"decoder entry", 1, false};
inline constexpr StageKind weightsStage{"weights", 1, false};
inline constexpr StageKind statisticsStage{"statistics", 3};
inline constexpr StageKind activationsStage{"activations", 1, false};
inline constexpr StageKind errorsStage{"errors", 2};
inline constexpr StageKind inputsStage{"inputs", 3};
inline constexpr StageKind visionStatisticsStage{"vision statistics", 1, false};
inline constexpr StageKind visionErrorsStage{"vision errors", 1, false};

// How a result is written and read, and what it keeps in memory. decode throws Error when an entry does not fit.
Entry encode(const CachedLayer&);
Entry encode(const ActivationStatistics&);
Entry encode(const std::vector<LayerError>&);
Entry encode(const LayerInputs&);
void decode(const Entry&, CachedLayer&);
void decode(const Entry&, ActivationStatistics&);
void decode(const Entry&, std::vector<LayerError>&);
void decode(const Entry&, LayerInputs&);

int64_t bytesOf(const Model&);
int64_t bytesOf(const QuantizedModel&);
int64_t bytesOf(const CalibratedModel&);
int64_t bytesOf(const CachedLayer&);
int64_t bytesOf(const DecoderEntry&);
int64_t bytesOf(const ActivationStatistics&);
int64_t bytesOf(const std::vector<LayerError>&);
int64_t bytesOf(const LayerInputs&);
int64_t bytesOf(const VisionStatistics&);
int64_t bytesOf(const VisionErrors&);

}
