// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/scoremeaning.h"

#include <QCoreApplication>

#include "common/sentence.h"
#include "quant/protocol.h"

namespace quantscope {

QString protocolWord(Protocol protocol)
{
    switch (protocol) {
    case Protocol::Exact: return QCoreApplication::translate("ScoreMeaning", "exact");
    case Protocol::MQuant: return QCoreApplication::translate("ScoreMeaning", "as MQuant's code");
    case Protocol::Published: return QCoreApplication::translate("ScoreMeaning", "as published");
    }
    return {};
}

ScoreMeaning scoreMeaning(Protocol protocol)
{
    return {protocolWord(protocol), {}};
}

ScoreMeaning scoreMeaning(const ProtocolFacts& facts)
{
    // A record of a later version may name a protocol that this one does not know.
    const auto protocol = protocolFromId(facts.protocol);
    ScoreMeaning meaning{protocol ? protocolWord(*protocol) : QString::fromStdString(facts.protocol), {}};
    for (const auto& m : factMessages(facts))
        meaning.facts << sentence(m);
    return meaning;
}

QString withProtocol(const QString& score, const ScoreMeaning& meaning)
{
    return meaning.protocol.isEmpty()
        ? score
        : QCoreApplication::translate("ScoreMeaning", "%1, %2").arg(score, meaning.protocol);
}

}
