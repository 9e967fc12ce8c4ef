// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariantMap>

#include <functional>
#include <type_traits>
#include <utility>

namespace quantscope {

// What the things in a view are of, for names of files and captions; empty parts are not known.
struct SaveSubject
{
    QString run, benchmark;
};

// How a view asks for a file: the app shows the dialog and calls `write` with the chosen name, or not at all.
// `write` throws quantscope::Error when the file cannot be written.
class SaveAs
{
public:
    using Write = std::function<void(const QString& file)>;
    using Ask = std::function<void(const QString& suggestedName, const QString& filters, Write)>;

    SaveAs() = default;
    template <typename Function>
    requires(!std::is_same_v<Function, SaveAs> && std::is_invocable_v<Function, const QString&, const QString&, Write>)
        SaveAs(Function ask)
        : m_ask(std::move(ask))
    {
    }

    explicit operator bool() const
    {
        return static_cast<bool>(m_ask);
    }
    // The suggested name begins with the subject's run.
    void operator()(const QString& suggestedName, const QString& filters, Write) const;

    // The same for a view with a subject of its own.
    SaveAs about(std::function<SaveSubject()>) const;
    SaveAs withoutRun() const; // for views of several runs
    SaveSubject subject() const;

    // Where dialogs keep their settings from one time to the next.
    SaveAs remembering(std::function<QVariantMap()> read, std::function<void(const QVariantMap&)> write) const;
    QVariantMap remembered() const;
    void remember(const QVariantMap&) const;

private:
    Ask m_ask;
    std::function<SaveSubject()> m_subject;
    std::function<QVariantMap()> m_read;
    std::function<void(const QVariantMap&)> m_write;
};

// "MQuant W8A8 + W4A8" and "layers.csv": "MQuant-W8A8-W4A8-layers.csv". Letters and digits of all scripts stay.
QString fileNameFor(const QString& run, const QString& name);
// Writes all or nothing; Error names the file.
void writeFile(const QString& file, const QByteArray& bytes);

}
