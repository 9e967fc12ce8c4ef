// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QToolButton>

class QLabel;

namespace quantscope {

// The word that opens and closes something, with an arrow that says which.
class Disclosure : public QToolButton
{
    Q_OBJECT

public:
    explicit Disclosure(const QString& title, QWidget* parent = nullptr);

    bool isOpen() const
    {
        return m_open;
    }
    void setOpen(bool);

signals:
    void opened(bool open);

private:
    bool m_open = false;
};

// A group with a title that opens and closes it, a coloured stripe at its left edge and a quiet line beside the title
// that says what is inside.
class CollapsibleBox : public QWidget
{
    Q_OBJECT

public:
    CollapsibleBox(const QString& title, const QColor& stripe, QWidget* parent = nullptr);

    QWidget* content() const
    {
        return m_content;
    }
    void setSummary(const QString&);
    bool isOpen() const;
    void setOpen(bool);

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent*) override;

private:
    void tintSummary();

    QColor m_stripe;
    Disclosure* m_header;
    QLabel* m_summary;
    QWidget* m_content;
};

}
