// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QWidget>

#include <optional>

#include "image/imageroute.h"
#include "samples/textpicture.h"

class QBoxLayout;
class QLabel;
class QLineEdit;
class QMimeData;
class QPushButton;
class QRadioButton;
class QStackedWidget;
class QTextBrowser;
class QTimer;

namespace quantscope {

class ImageView;
class TextPictureForm;

// The playground: an own image (dropped, pasted, opened) or a text drawn as one, a question, and what the float and the
// quantized model answer. `asked` wants both answers; `openImageRequested` and `imageFileDropped` want setImageFile.
class TryPanel : public QWidget
{
    Q_OBJECT

public:
    explicit TryPanel(QWidget* parent = nullptr);

    // Shown and asked about as a model gets it of a data set.
    void setImage(const QImage&, const QString& name);
    void setImageFile(const QByteArray& bytes, const QString& name);
    // On which images reach the models that answer: shown is what they get.
    void setRoute(ImageRoute);
    void setModels(bool floatReady, bool quantizedReady);
    void setMissing(const QString&); // what is said while no model is ready; empty: that one can be opened
    void setAnswers(std::optional<QString> floatAnswer, std::optional<QString> quantizedAnswer);
    void setBusy(bool);
    void setProblem(const QString&); // why there is no answer; empty: none
    QImage image() const; // what would be asked about, as the models get it

signals:
    // The image file as it was given, before its route; a drawn text is PNG.
    void asked(const QByteArray& file, const QString& question);
    void openImageRequested();
    void imageFileDropped(const QString& file);

protected:
    void dragEnterEvent(QDragEnterEvent*) override;
    void dropEvent(QDropEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void changeEvent(QEvent*) override;

private:
    // An image file and the pixels that a model gets of it; null where there are none.
    struct Source
    {
        QByteArray file;
        QString name;
        QImage seen;
    };

    QWidget* buildSource();
    QWidget* buildImagePage();
    QWidget* buildQuestion();
    void watch();
    void ask();
    void paste();
    bool take(const QMimeData*);
    const Source& source() const;
    void see(Source&);
    void nameImage();
    void drawText();
    void showSource();
    void questionChanged();
    void updateState();
    void updateAnswers();
    QString answerHtml(const QString& name, const std::optional<QString>&, bool quantized) const;

    TextPictureForm* m_form;
    ImageView* m_view;
    QTextBrowser* m_answers;
    QTimer* m_drawing;
    QBoxLayout* m_parts = nullptr;
    QRadioButton* m_textChosen = nullptr;
    QRadioButton* m_imageChosen = nullptr;
    QStackedWidget* m_pages = nullptr;
    QLabel* m_imageName = nullptr;
    QLineEdit* m_question = nullptr;
    QPushButton* m_ask = nullptr;
    QLabel* m_status = nullptr;

    QLabel* m_routeNote = nullptr;

    ImageRoute m_route = ImageRoute::Stored;
    Source m_own;
    Source m_drawn;
    TextPicture m_drawnAs;
    QString m_askedText; // drawn in the image of the last question; null for an own image
    std::optional<QString> m_floatAnswer;
    std::optional<QString> m_quantizedAnswer;
    QString m_problem, m_missing;
    bool m_floatReady = false;
    bool m_quantizedReady = false;
    bool m_busy = false;
    bool m_old = false; // image, question or model have changed since
};

}
