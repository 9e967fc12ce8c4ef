// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QToolButton>

namespace quantscope {

// Controls as cells of a table: no frame until the mouse or the focus is there, and their whole area is theirs.

// Its box in the middle.
class FlatCheckBox : public QCheckBox
{
    Q_OBJECT

public:
    explicit FlatCheckBox(QWidget* parent = nullptr);

protected:
    bool hitButton(const QPoint&) const override;
    void paintEvent(QPaintEvent*) override;
};

// Its current choice in the middle, by a short text where the item has one; its list shows the long ones. The arrow
// gives way to the text.
class FlatComboBox : public QComboBox
{
    Q_OBJECT

public:
    static constexpr int ShortTextRole = Qt::UserRole + 1;

    explicit FlatComboBox(QWidget* parent = nullptr);

    QString shownText() const;
    QSize sizeHint() const override; // of the longest short text
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
};

// A word at the head of a row.
class FlatHead : public QToolButton
{
    Q_OBJECT

public:
    explicit FlatHead(const QString& text, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
};

void makeFlat(QAbstractSpinBox*);
void makeFlat(QLineEdit*);

}
