// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "run/protocolfacts.h"

namespace quantscope {

// What a score means, to stand wherever one is shown: the protocol in a word beside it, and all facts as its tool tip.
struct ScoreMeaning
{
    QString protocol;
    QStringList facts; // one clause each, the most telling first

    QString tip() const // a line for each fact
    {
        return facts.join('\n');
    }

    bool operator==(const ScoreMeaning&) const = default;
};

// "exact", "as MQuant's code", "as published".
QString protocolWord(Protocol);
// Of a score that is still to come, without facts.
ScoreMeaning scoreMeaning(Protocol);
ScoreMeaning scoreMeaning(const ProtocolFacts&);
// "354 / 400 (88.5 %), exact"; the score alone where its protocol is not known.
QString withProtocol(const QString& score, const ScoreMeaning&);

}
