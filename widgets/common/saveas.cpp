// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/saveas.h"

#include <QCoreApplication>
#include <QSaveFile>

#include "base/error.h"

namespace quantscope {

void SaveAs::operator()(const QString& suggestedName, const QString& filters, Write write) const
{
    m_ask(fileNameFor(subject().run, suggestedName), filters, std::move(write));
}

SaveAs SaveAs::about(std::function<SaveSubject()> subject) const
{
    auto other = *this;
    other.m_subject = std::move(subject);
    return other;
}

SaveAs SaveAs::withoutRun() const
{
    return about([self = *this] {
        auto subject = self.subject();
        subject.run.clear();
        return subject;
    });
}

SaveSubject SaveAs::subject() const
{
    return m_subject ? m_subject() : SaveSubject();
}

SaveAs SaveAs::remembering(std::function<QVariantMap()> read, std::function<void(const QVariantMap&)> write) const
{
    auto other = *this;
    other.m_read = std::move(read);
    other.m_write = std::move(write);
    return other;
}

QVariantMap SaveAs::remembered() const
{
    return m_read ? m_read() : QVariantMap();
}

void SaveAs::remember(const QVariantMap& settings) const
{
    if (m_write)
        m_write(settings);
}

QString fileNameFor(const QString& run, const QString& name)
{
    constexpr int most = 80; // letters; names of several runs may be long
    QString begin;
    for (const QChar c : run) {
        const bool stays = c.isLetterOrNumber() || c == '.' || c == '_';
        if (stays)
            begin += c;
        else if (!begin.isEmpty() && !begin.endsWith('-'))
            begin += '-';
    }
    begin.truncate(most);
    while (begin.endsWith('-') || begin.endsWith('.'))
        begin.chop(1);
    while (begin.startsWith('.') || begin.startsWith('-'))
        begin.remove(0, 1);
    return begin.isEmpty() ? name : begin + '-' + name;
}

void writeFile(const QString& file, const QByteArray& bytes)
{
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size() || !out.commit())
        throw Error(QCoreApplication::translate("SaveAs", "%1: cannot be written: %2")
                        .arg(file, out.errorString())
                        .toStdString());
}

}
