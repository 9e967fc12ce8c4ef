// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QWidget>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/saveas.h"
#include "image/imageroute.h"
#include "samples/textpicture.h"
#include "tasks/dataset.h"

class QBoxLayout;
class QLabel;
class QLineEdit;
class QMimeData;
class QPushButton;
class QRadioButton;
class QTextBrowser;
class QTimer;

namespace quantscope {

class BenchmarkPicture;
class ImageView;
class TextPictureForm;

// The playground: a benchmark's picture, an own image (dropped, pasted, opened) or a text drawn as one, a question, and
// what the float and the quantized model answer. It begins with the first picture of the benchmark. `asked` wants both
// answers; `openImageRequested` and `imageFileDropped` want setImageFile.
class TryPanel : public QWidget
{
    Q_OBJECT

public:
    explicit TryPanel(QWidget* parent = nullptr);

    // Whose pictures can be asked about, and whose ground texts are drawn on; null: there is none.
    void setBenchmark(std::shared_ptr<const Dataset>);
    // In other views; -1: none. Its picture is asked about until the user chooses one here.
    void setSelectedQuestion(int row);
    // The question's picture and words, to be asked and changed.
    void showQuestion(int row);
    // Shown and asked about as a model gets it of a data set.
    void setImage(const QImage&, const QString& name);
    void setImageFile(const QByteArray& bytes, const QString& name);
    // On which images reach the models that answer: shown is what they get.
    void setRoute(ImageRoute);
    void setModels(bool floatReady, bool quantizedReady);
    // The run that answers beside the float model, and why none does; both empty: nothing was run yet.
    void setQuantized(const QString& name, const QString& missing);
    void setMissing(const QString&); // what is said while no model is ready; empty: that one can be opened
    void setSaveAs(SaveAs); // of the picture
    void setModelNote(const QString&); // what the model can read; empty: nothing is known
    void setAnswers(std::optional<QString> floatAnswer, std::optional<QString> quantizedAnswer);
    void setBusy(bool);
    void setProblem(const QString&); // why there is no answer; empty: none
    QImage image() const; // what would be asked about, as the models get it
    // The last question once more, to models that have changed since; not before the first, nor while it is hidden:
    // then as soon as it is shown.
    void askAgain();

signals:
    // The image file as it was given, before its route; a drawn text is PNG.
    void asked(const QByteArray& file, const QString& question);
    void openImageRequested();
    void imageFileDropped(const QString& file);
    void ownImageTaken(const QByteArray& file, const QString& name); // it can be read

protected:
    void dragEnterEvent(QDragEnterEvent*) override;
    void dropEvent(QDropEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void showEvent(QShowEvent*) override;
    void changeEvent(QEvent*) override;

private:
    // An image file and the pixels that a model gets of it; null where there are none.
    struct Source
    {
        QByteArray file;
        QString name;
        QImage seen;
    };
    // What somebody asked, and how its answers are judged: texts of which an answer has one; none: it is not.
    struct Asked
    {
        QByteArray file;
        QString question;
        std::vector<std::string> accepted;
        bool isDrawn = false; // the accepted text is what was drawn
    };

    static QString usualQuestion();
    QWidget* buildSource();
    QWidget* buildQuestion();
    void watch();
    void ask();
    void paste();
    bool take(const QMimeData*);
    const Source& source() const;
    Asked whatIsAsked() const;
    void send(Asked);
    void benchmarkMoved();
    void see(Source&);
    void nameImage();
    void drawText();
    void showSource();
    void showWords();
    void questionChanged();
    void updateState();
    void updateAnswers();
    void fitAnswers();
    void arrange();
    QString answerHtml(const QString& name, const std::optional<QString>&, bool quantized) const;

    BenchmarkPicture* m_benchmark;
    TextPictureForm* m_form;
    ImageView* m_view;
    QTextBrowser* m_answers;
    QTimer* m_drawing;
    QBoxLayout* m_parts = nullptr;
    QBoxLayout* m_controls = nullptr;
    QRadioButton* m_benchmarkChosen = nullptr;
    QRadioButton* m_textChosen = nullptr;
    QRadioButton* m_imageChosen = nullptr;
    QLabel* m_imageName = nullptr;
    QLineEdit* m_question = nullptr;
    QPushButton* m_ask = nullptr;
    QLabel* m_status = nullptr;

    QLabel* m_routeNote = nullptr;
    QLabel* m_modelNote = nullptr;

    ImageRoute m_route = ImageRoute::Stored;
    Source m_own;
    Source m_drawn;
    Source m_ofBenchmark;
    TextPicture m_drawnAs;
    QString m_benchmarkWords; // in the question's field as long as nobody has changed them
    std::optional<Asked> m_asked; // last
    Asked m_answered; // what the answers that are shown belong to
    bool m_wantsAgain = false;
    std::optional<QString> m_floatAnswer;
    std::optional<QString> m_quantizedAnswer;
    QString m_problem, m_missing, m_quantizedName, m_quantizedMissing;
    bool m_floatReady = false;
    bool m_quantizedReady = false;
    bool m_busy = false;
    bool m_old = false; // image, question or model have changed since
};

}
