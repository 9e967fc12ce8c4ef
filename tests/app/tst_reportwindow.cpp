// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QToolButton>

#include "gui/frame/messagestack.h"
#include "gui/report/reportdialog.h"
#include "gui/report/reportjob.h"
#include "gui/report/reportpdf.h"
#include "guitest.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

QByteArray fileBytes(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

qsizetype pagesOf(const QByteArray& pdf)
{
    return pdf.count("/Type /Page\n");
}

// Everything that is compressed in a PDF, one after the other.
QByteArray streamsOf(const QByteArray& pdf)
{
    QByteArray all;
    for (qsizetype at = pdf.indexOf("stream\n"); at >= 0; at = pdf.indexOf("stream\n", at + 1)) {
        const auto end = pdf.indexOf("endstream", at);
        if (end < 0 || (at >= 3 && pdf.mid(at - 3, 3) == "end"))
            continue;
        // qUncompress() wants a guess of the size in front; pictures and tables of letters are no such streams.
        if (const auto stream = pdf.mid(at + 7, end - at - 7); stream.startsWith('x'))
            all += qUncompress(QByteArray::fromHex("00100000") + stream);
    }
    return all;
}

// Empty where the program is not there.
QString textOfPdf(const QString& path)
{
    const auto program = QStandardPaths::findExecutable("pdftotext");
    QProcess process;
    process.start(program, {path, "-"});
    return !program.isEmpty() && process.waitForFinished() ? QString::fromUtf8(process.readAllStandardOutput())
                                                           : QString();
}

// A table that is wider than a page, one with a cell that is higher, and an answer that is.
ReportDocument largeDocument()
{
    ReportDocument document;
    document.title = "Large";
    ReportTable wide{"wide", "Wide", {{"Layer", false}}, {}}, high{"high", "High", {{"A"}, {"B"}}, {}};
    for (int i = 0; i < 30; ++i)
        wide.columns.push_back({"column-" + std::to_string(i), true});
    for (int row = 0; row < 60; ++row) {
        wide.rows.push_back({{"layer " + std::to_string(row)}});
        for (int i = 0; i < 30; ++i)
            wide.rows.back().push_back({std::to_string(1000 * row + i)});
    }
    std::string words;
    for (int i = 0; i < 4000; ++i)
        words += "word" + std::to_string(i) + " ";
    high.rows.push_back({{"x"}, {words}});
    document.blocks.push_back(std::move(wide));
    document.blocks.push_back(std::move(high));
    ReportQuestion question;
    question.title = "Question 1";
    question.answers = {{"A", std::string(30000, 'x') + " the end of the answer", "wrong", Verdict::Wrong}};
    document.blocks.push_back(std::move(question));
    return document;
}

}

class TestReportWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        setUpLog("error");
        m_bench = std::make_unique<WindowBench>(8);
        QVERIFY(m_bench->waitForBaseline());
        QVERIFY(m_bench->run(quick("naive-static-w8a8")));
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void cleanup()
    {
        if (auto* open = m_bench->window.findChild<ReportDialog*>()) {
            open->reject();
            QTRY_VERIFY(!m_bench->window.findChild<ReportDialog*>());
        }
    }

    void cleanupTestCase()
    {
        m_bench.reset();
    }

    // A kept run is whole: its layers are drawn though another run has taken its place in memory.
    void weightsThatHaveLeftMemoryAreMadeAgain()
    {
        const auto record = m_bench->session.runs.shown().record;
        const int id = m_bench->session.runs.shown().id;
        m_bench->session.backend.drop(id);
        QVERIFY(!m_bench->session.backend.held(id).any);
        ReportOrder order;
        order.runs = {record.id};
        order.choices.layers = {"llm.1.down_proj"};
        order.folder = m_folder->filePath("again");
        order.html = order.figures = true;
        order.pdf = order.tables = false;
        ReportJob job(m_bench->session);
        QSignalSpy written(&job, &ReportJob::written), problems(&job, &ReportJob::problem);
        job.start(order);
        QVERIFY(QTest::qWaitFor([&] { return !written.isEmpty() || !problems.isEmpty(); }, longWait));
        QVERIFY2(problems.isEmpty(), qPrintable(problems.value(0).value(0).toString()));
        QVERIFY(QFileInfo::exists(m_folder->filePath("again/figures/weights-llm.1.down_proj.svg")));
        QVERIFY(!m_bench->session.backend.held(-2).any); // not longer than it takes
        QVERIFY(m_bench->run(quick("naive-static-w8a8"))); // for the rows that follow
    }

    void theDialogWritesWhatItIsAskedFor()
    {
        auto* dialog = openDialog();
        QVERIFY(dialog);
        const auto& shown = m_bench->session.runs.shown().record;
        QCOMPARE(dialog->order().runs, std::vector<std::string>{shown.id});
        named<QCheckBox>(*dialog, "Figures")->setChecked(true);
        named<QCheckBox>(*dialog, "Tables")->setChecked(true);
        named<QLineEdit>(*dialog, "Layers")->setText("llm.0.down_proj");
        savePicture(*dialog, "reportdialog");
        named<QPushButton>(*dialog, "Make report")->click();
        QVERIFY(QTest::qWaitFor([&] { return !m_bench->window.findChild<ReportDialog*>(); }, longWait));
        const auto html = QString::fromUtf8(fileBytes(m_folder->filePath("new/report.html")));
        QVERIFY(html.contains(QString::fromStdString(shown.name).toHtmlEscaped()));
        QVERIFY(html.contains("quantscope-cli run --demo --eval_num 8"));
        QVERIFY(html.contains("src=\"data:image/"));
        QVERIFY(QFileInfo::exists(m_folder->filePath("new/figures/weights-llm.0.down_proj.svg")));
        QVERIFY(QFileInfo::exists(m_folder->filePath("new/figures/inputs-llm.0.down_proj.svg")));
        QVERIFY(QFileInfo::exists(m_folder->filePath("new/tables/scores.tex")));
        const auto path = m_folder->filePath("new/report.pdf");
        const auto pdf = fileBytes(path);
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY2(pagesOf(pdf) >= 4, qPrintable(QString::number(pagesOf(pdf))));
        // Letters are shown, and it is known which ones.
        QVERIFY(streamsOf(pdf).count("Tj") > 100);
        QVERIFY(pdf.contains("beginbfrange") || pdf.contains("beginbfchar"));
        if (const auto text = textOfPdf(path); !text.isEmpty())
            QVERIFY(text.contains("How to reproduce") && text.contains(QString::fromStdString(shown.name)));
        const auto* bar = m_bench->window.findChild<MessageStack*>();
        const auto texts = bar->findChildren<QLabel*>(); // a note of the task's end may lie above it
        QVERIFY2(std::any_of(texts.begin(), texts.end(),
                             [](const QLabel* label) { return label->text().contains("new/report.html"); }),
                 qPrintable(bar->text()));
        QCOMPARE(bar->findChild<QToolButton*>("offer")->text(), QString("Open"));
        savePicture(m_bench->window, "reportwritten");
    }

    void inChineseWithTheFloatModelBeside()
    {
        auto* dialog = openDialog();
        QVERIFY(dialog);
        auto* language = named<QComboBox>(*dialog, "Language");
        language->setCurrentIndex(language->findData("zh"));
        named<QCheckBox>(*dialog, "PDF")->setChecked(false);
        auto order = dialog->order();
        order.runs.push_back(m_bench->session.runs.find(0)->record.id);
        ReportJob job(m_bench->session);
        QSignalSpy written(&job, &ReportJob::written), problems(&job, &ReportJob::problem);
        job.start(order);
        QVERIFY(QTest::qWaitFor([&] { return !job.isBusy(); }, longWait));
        QVERIFY2(problems.isEmpty(), qPrintable(problems.value(0).value(0).toString()));
        QCOMPARE(written.size(), 1);
        QCOMPARE(written[0][0].toStringList(), QStringList{m_folder->filePath("new/report.html")});
        const auto html = QString::fromUtf8(fileBytes(m_folder->filePath("new/report.html")));
        QVERIFY(html.contains("<html lang=\"zh\">") && html.contains(QString::fromUtf8("如何重现")));
        QVERIFY(html.contains("A → B"));
    }

    void whatIsMissingIsSaidAndNothingIsMade()
    {
        auto* dialog = openDialog();
        QVERIFY(dialog);
        auto* make = named<QPushButton>(*dialog, "Make report");
        QVERIFY(make->isEnabled() && make->isDefault());
        for (const char* box : {"HTML", "PDF"})
            named<QCheckBox>(*dialog, box)->setChecked(false);
        QVERIFY(!make->isEnabled());
        named<QCheckBox>(*dialog, "HTML")->setChecked(true);
        dialog->setFolder({});
        QVERIFY(!make->isEnabled());
        // A file stands where the folder would be.
        QFile file(m_folder->filePath("file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        dialog->setFolder(file.fileName() + "/folder");
        make->click();
        QVERIFY(QTest::qWaitFor([&] { return make->isEnabled(); }, longWait));
        QVERIFY(m_bench->window.findChild<ReportDialog*>());
        QVERIFY(says(*dialog, "file/folder"));
        named<QLineEdit>(*dialog, "Questions")->setText("no such question");
        dialog->setFolder(m_folder->filePath("new"));
        make->click();
        QVERIFY(QTest::qWaitFor([&] { return make->isEnabled(); }, longWait));
        QVERIFY(says(*dialog, "no such question"));
        QVERIFY(!QFileInfo::exists(m_folder->filePath("new/report.html")));
    }

    void closingStopsIt()
    {
        auto* dialog = openDialog();
        QVERIFY(dialog);
        QPointer<ReportDialog> watched(dialog);
        named<QPushButton>(*dialog, "Make report")->click();
        dialog->reject();
        QTRY_VERIFY(!watched);
        QVERIFY(m_bench->window.findChild<MessageStack*>()->text().contains("stopped"));
        QTest::qWait(300);
        QVERIFY(!QFileInfo::exists(m_folder->filePath("new/report.pdf")));
    }

    void whatIsLargerThanAPageGoesOn()
    {
        const auto path = m_folder->filePath("large.pdf");
        writeReportPdf(path, largeDocument());
        const auto pages = pagesOf(fileBytes(path));
        QVERIFY2(pages >= 12 && pages < 80, qPrintable(QString::number(pages)));
        if (const auto text = textOfPdf(path); !text.isEmpty())
            for (const char* last : {"59029", "word3999", "the end of the answer", "column-29"})
                QVERIFY2(text.contains(last), last);
        Progress stopped;
        stopped.cancelled = [] { return true; };
        QVERIFY_EXCEPTION_THROWN(writeReportPdf(m_folder->filePath("none.pdf"), largeDocument(), stopped), Cancelled);
        QVERIFY(!QFileInfo::exists(m_folder->filePath("none.pdf")));
    }

private:
    ReportDialog* openDialog()
    {
        m_bench->window.findChild<QAction*>("report")->trigger();
        auto* dialog = m_bench->window.findChild<ReportDialog*>();
        if (dialog)
            dialog->setFolder(m_folder->filePath("new"));
        return dialog;
    }

    static bool says(const QWidget& dialog, const QString& part)
    {
        const auto labels = dialog.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel* label) { return label->text().contains(part); });
    }

    std::unique_ptr<WindowBench> m_bench;
    std::unique_ptr<QTemporaryDir> m_folder;
};

QUANTSCOPE_TEST(TestReportWindow)
#include "tst_reportwindow.moc"
