// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/learnpages.h"

#include <QtGlobal>

namespace quantscope {

std::span<const LearnPageRow> learnPages()
{
    static constexpr LearnPageRow table[] = {
        {"grid", QT_TRANSLATE_NOOP("LearnPages", "The number line and the grid"), createNumberLinePage},
        {"zero", QT_TRANSLATE_NOOP("LearnPages", "Zero points"), createZeroPointPage},
        {"granularity", QT_TRANSLATE_NOOP("LearnPages", "Who shares a scale"), createGranularityPage},
        {"scale", QT_TRANSLATE_NOOP("LearnPages", "What a scale costs"), createScaleCostPage},
        {"formats", QT_TRANSLATE_NOOP("LearnPages", "Number formats side by side"), createFormatsPage},
        {"bytes", QT_TRANSLATE_NOOP("LearnPages", "Bits to bytes"), createBytesPage},
        {"rotation", QT_TRANSLATE_NOOP("LearnPages", "Outliers and rotation"), createRotationPage},
        {"online", QT_TRANSLATE_NOOP("LearnPages", "Why the online Hadamard is exact"), createOnlineHadamardPage},
        {"gptq", QT_TRANSLATE_NOOP("LearnPages", "GPTQ, column by column"), createGptqPage},
        {"static", QT_TRANSLATE_NOOP("LearnPages", "Static against dynamic"), createStaticDynamicPage},
        {"modalities", QT_TRANSLATE_NOOP("LearnPages", "Two modalities, one scale or two"), createModalitiesPage},
        {"split", QT_TRANSLATE_NOOP("LearnPages", "RMS split"), createRmsPage},
        {"ladder", QT_TRANSLATE_NOOP("LearnPages", "What breaks the demo, what heals it"), createLadderPage},
        {"steps", QT_TRANSLATE_NOOP("LearnPages", "The recipe, step by step"), createStepsPage},
        {"exercises", QT_TRANSLATE_NOOP("LearnPages", "Ten exercises"), createExercisesPage},
    };
    return table;
}

}
