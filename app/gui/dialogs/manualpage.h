// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QImage>
#include <QTextBrowser>

namespace quantscope {

// One markdown file with its pictures: they are never wider than the view, tables have thin lines, code stands out.
// Links are announced by anchorClicked and not followed.
class ManualPage : public QTextBrowser
{
    Q_OBJECT

public:
    explicit ManualPage(QWidget* parent = nullptr);

    // False when the file cannot be read; the page stays as it is then.
    bool load(const QString& file);
    // A sentence instead of a page.
    void showSentence(const QString&);
    // To a heading by its anchor. False when no heading has it.
    bool showAnchor(const QString& anchor);

    // How far the page is scrolled down.
    int place() const;
    void setPlace(int);

    // How code hosts name headings: "Mixed-precision search" is "mixed-precision-search".
    static QString anchorOf(const QString& heading);

    QVariant loadResource(int type, const QUrl& name) override;

protected:
    void resizeEvent(QResizeEvent*) override;
    void changeEvent(QEvent*) override;

private:
    void showMarkdown();
    void styleBlocks();
    void fitPictures();
    void scrollTo(int position); // of the text
    QImage picture(const QUrl& name);

    QString m_file;
    QString m_markdown;
    QHash<QUrl, QImage> m_pictures; // as their files have them
};

}
