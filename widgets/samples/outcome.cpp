// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/outcome.h"

#include <QCoreApplication>

namespace quantscope {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("quantscope", text);
}

}

QString outcomeTitle(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Unknown: return tr("Not answered by both yet");
    case Outcome::BothRight: return tr("Both right");
    case Outcome::Flip: return tr("Flip: was right, now wrong");
    case Outcome::Repaired: return tr("Repaired: was wrong, now right");
    case Outcome::BothWrong: return tr("Both wrong");
    case Outcome::NotScored: return tr("Not scored");
    }
    return {};
}

QString outcomeSign(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Flip: return tr("▼ flip");
    case Outcome::Repaired: return tr("▲ repaired");
    case Outcome::BothWrong: return tr("both wrong");
    case Outcome::NotScored: return tr("not scored");
    case Outcome::Unknown:
    case Outcome::BothRight: break;
    }
    return {};
}

Outcome outcomeOf(const std::optional<Prediction>& baseline, const std::optional<Prediction>& current)
{
    if (!baseline || !current)
        return Outcome::Unknown;
    if (!baseline->isScored || !current->isScored)
        return Outcome::NotScored;
    if (isRight(*baseline))
        return isRight(*current) ? Outcome::BothRight : Outcome::Flip;
    return isRight(*current) ? Outcome::Repaired : Outcome::BothWrong;
}

}
