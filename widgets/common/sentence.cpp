// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/sentence.h"

#include <QCoreApplication>
#include <QLocale>

#include "common/textof.h"
#include "messages/sentence.h"

namespace quantscope {
namespace {

std::string translated(const MessageTemplate& row)
{
    const std::string english(row.english), code(row.code);
    return QCoreApplication::translate("Messages", english.c_str(), code.c_str()).toStdString();
}

std::string localNumber(const Number& number)
{
    if (number.format == NumberFormat::Gigabytes)
        return QStringLiteral("%1 GB").arg(QLocale().toString(number.value / 1e9, 'f', 2)).toStdString();
    return englishNumber(number);
}

}

QString sentence(const Message& m)
{
    return textOf(sentenceOf(m, {translated, localNumber}));
}

}
