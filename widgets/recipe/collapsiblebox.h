#pragma once

#include <QColor>
#include <QWidget>

class QLabel;
class QToolButton;

namespace quantscope {

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
    QToolButton* m_header;
    QLabel* m_summary;
    QWidget* m_content;
};

}
