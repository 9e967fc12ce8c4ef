// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeWidget>

#include <memory>
#include <set>

#include "files/resources.h"
#include "gui/dialogs/manualpage.h"
#include "gui/dialogs/manualwindow.h"
#include "guitest.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr int readmeLines = 120;

QString contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QDir manualFolder()
{
    return QDir(QString::fromStdString(findResource("manual").string()));
}

// The targets of all links, or of all pictures, of a markdown text.
QStringList targets(const QString& markdown, bool pictures)
{
    static const QRegularExpression link("(!?)\\[[^\\]]*\\]\\(([^)]+)\\)");
    QStringList list;
    for (auto it = link.globalMatch(markdown); it.hasNext();) {
        const auto match = it.next();
        if (match.captured(1).isEmpty() != pictures)
            list << match.captured(2);
    }
    return list;
}

// The size at which the page shows each of its pictures.
QList<QSizeF> shownPictures(const ManualPage& page)
{
    QList<QSizeF> sizes;
    for (auto block = page.document()->begin(); block.isValid(); block = block.next())
        for (auto it = block.begin(); !it.atEnd(); ++it)
            if (const auto format = it.fragment().charFormat().toImageFormat(); format.isValid())
                sizes << QSizeF(format.width(), format.height());
    return sizes;
}

}

// The manual: its files by themselves, and the window that shows them.
class TestManual : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_manual = std::make_unique<ManualWindow>();
        m_manual->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_manual.get()));
    }

    void cleanup()
    {
        m_manual.reset();
    }

    void everyPageIsListedAndHasText()
    {
        const auto pages = m_manual->pages();
        QCOMPARE(pages.first(), QString("index"));
        QVERIFY(pages.size() >= 7);
        QCOMPARE(m_manual->page(), QString("index"));
        QStringList files;
        for (const auto& file : manualFolder().entryList({"*.md"}))
            files << file.chopped(3);
        QCOMPARE(std::set(pages.begin(), pages.end()), std::set(files.begin(), files.end()));
        for (const auto& page : pages) {
            QVERIFY2(m_manual->showPage(page), qPrintable(page));
            QCOMPARE(m_manual->page(), page);
            QVERIFY2(m_manual->view()->toPlainText().size() > 500, qPrintable(page));
            QVERIFY(m_manual->view()->document()->begin().blockFormat().headingLevel() == 1);
            savePicture(*m_manual, "manual-" + page);
        }
    }

    void everyLinkLeadsSomewhere()
    {
        int links = 0;
        for (const auto& page : m_manual->pages()) {
            const auto text = contentsOf(manualFolder().filePath(page + ".md"));
            for (const auto& target : targets(text, false)) {
                if (target.contains("://"))
                    continue;
                ++links;
                const auto file = target.section('#', 0, 0), anchor = target.section('#', 1);
                QVERIFY2(file.isEmpty() || file.endsWith(".md"), qPrintable(page + ": " + target));
                const auto id = (file.isEmpty() ? page : file.chopped(3)) + (anchor.isEmpty() ? "" : '#' + anchor);
                QVERIFY2(m_manual->showPage(id), qPrintable(page + ": " + target));
                QVERIFY2(anchor.isEmpty() ||
                             ManualPage::anchorOf(m_manual->view()->textCursor().block().text()) == anchor,
                         qPrintable(target));
            }
        }
        QVERIFY(links > 20);
    }

    void everyPictureIsShownWithinTheView()
    {
        int pictures = 0;
        for (const auto& page : m_manual->pages()) {
            const auto wanted = targets(contentsOf(manualFolder().filePath(page + ".md")), true);
            m_manual->showPage(page);
            for (const int width : {1000, 700, 1200}) {
                m_manual->resize(width, 760);
                QCoreApplication::processEvents();
                const auto sizes = shownPictures(*m_manual->view());
                QCOMPARE(sizes.size(), wanted.size());
                for (const auto& size : sizes) {
                    QVERIFY(size.height() > 100);
                    QVERIFY(size.width() > 100);
                    QVERIFY(size.width() <= m_manual->view()->viewport()->width());
                }
            }
            for (const auto& target : wanted) {
                ++pictures;
                QVERIFY2(!QImage(manualFolder().filePath(target)).isNull(), qPrintable(target));
                const auto shown = m_manual->view()->document()->resource(QTextDocument::ImageResource, QUrl(target));
                QVERIFY2(!shown.value<QImage>().isNull(), qPrintable(target));
            }
        }
        QVERIFY(pictures > 3);
    }

    void historyGoesBackAndForth()
    {
        auto* back = m_manual->findChild<QAction*>("manualBack");
        auto* forward = m_manual->findChild<QAction*>("manualForward");
        QVERIFY(!back->isEnabled());
        QVERIFY(m_manual->showPage("using#keys"));
        const int place = m_manual->view()->place();
        QVERIFY(place > 0);
        QVERIFY(m_manual->showPage("demo"));
        QCOMPARE(m_manual->view()->place(), 0);
        QVERIFY(!forward->isEnabled());
        back->trigger();
        QCOMPARE(m_manual->page(), QString("using"));
        QCOMPARE(m_manual->view()->place(), place);
        back->trigger();
        QCOMPARE(m_manual->page(), QString("index"));
        QVERIFY(!back->isEnabled());
        QTest::keyClick(m_manual.get(), Qt::Key_Right, Qt::AltModifier);
        QTest::keyClick(m_manual.get(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(m_manual->page(), QString("demo"));
        back->trigger();
        QVERIFY(m_manual->showPage("benchmarks"));
        QVERIFY(!forward->isEnabled());
    }

    void linksAreFollowed()
    {
        Q_EMIT m_manual->view()->anchorClicked(QUrl("how-it-works.md#memory"));
        QCOMPARE(m_manual->page(), QString("how-it-works"));
        QCOMPARE(m_manual->view()->textCursor().block().text(), QString("Memory"));
        Q_EMIT m_manual->view()->anchorClicked(QUrl("#norm-fusion"));
        QCOMPARE(m_manual->page(), QString("how-it-works"));
        QCOMPARE(m_manual->view()->textCursor().block().text(), QString("Norm fusion"));
        // Tab finds the links of a page, Enter follows them.
        m_manual->showPage("index");
        m_manual->view()->setFocus();
        QTest::keyClick(m_manual->view(), Qt::Key_Tab);
        QTest::keyClick(m_manual->view(), Qt::Key_Return);
        QCOMPARE(m_manual->page(), QString("using"));
    }

    void theContentsListLeadsToHeadings()
    {
        auto* list = named<QTreeWidget>(*m_manual, "Contents of the manual");
        QCOMPARE(list->topLevelItemCount(), m_manual->pages().size());
        for (int i = 1; i < list->topLevelItemCount(); ++i) {
            auto* page = list->topLevelItem(i);
            QVERIFY2(page->childCount() > 1, qPrintable(page->text(0)));
            for (int j = 0; j < page->childCount(); ++j) {
                list->setCurrentItem(page->child(j));
                QCOMPARE(m_manual->page(), m_manual->pages()[i]);
                QCOMPARE(m_manual->view()->textCursor().block().text(), page->child(j)->text(0));
            }
        }
        m_manual->showPage("demo");
        QCOMPARE(list->currentItem()->text(0), QString("The demo"));
    }

    void textIsFoundInThePage()
    {
        m_manual->showPage("how-it-works");
        QTest::keyClick(m_manual.get(), Qt::Key_F, Qt::ControlModifier);
        auto* field = named<QLineEdit>(*m_manual, "Find in the page");
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, "HADAMARD");
        const int all = int(m_manual->view()->toPlainText().count("hadamard", Qt::CaseInsensitive));
        QVERIFY(all > 1);
        QCOMPARE(m_manual->matches(), all);
        const auto place = [this] { return m_manual->view()->textCursor().selectionStart(); };
        QCOMPARE(m_manual->view()->textCursor().selectedText().toLower(), QString("hadamard"));
        const int first = place();
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(place() > first);
        QTest::keyClick(m_manual.get(), Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(place(), first);
        m_manual->findPrevious();
        QVERIFY(place() > first);
        m_manual->findNext();
        QCOMPARE(place(), first);
        // Another page is searched for the same text.
        m_manual->showPage("demo");
        QCOMPARE(m_manual->matches(), int(m_manual->view()->toPlainText().count("hadamard", Qt::CaseInsensitive)));
        field->setText("there is no such text");
        QCOMPARE(m_manual->matches(), 0);
        QVERIFY(!m_manual->findChild<QAction*>("manualNext")->isEnabled());
        field->clear();
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(m_manual->isVisible());
    }

    void whatIsMissingIsSaid()
    {
        QVERIFY(!m_manual->showPage("nothing"));
        QVERIFY(m_manual->view()->toPlainText().contains("nothing"));
        QVERIFY(m_manual->showPage("demo"));
        QVERIFY(m_manual->view()->toPlainText().size() > 500);
        QVERIFY(!m_manual->showPage("demo#nothing"));
        QVERIFY(m_manual->view()->toPlainText().size() > 500);
    }

    void everythingHasAName()
    {
        for (const auto* widget : m_manual->findChildren<QWidget*>())
            if (qobject_cast<const QToolButton*>(widget) || qobject_cast<const QTextBrowser*>(widget) ||
                qobject_cast<const QTreeWidget*>(widget) || qobject_cast<const QLineEdit*>(widget)) {
                // The clear button is the field's own.
                if (qobject_cast<const QLineEdit*>(widget->parentWidget()))
                    continue;
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
                QVERIFY(widget->focusPolicy() & Qt::TabFocus);
            }
    }

    void theReadmeIsShortAndLeadsToTheManual()
    {
        const QDir root(QUANTSCOPE_SOURCE_DIR);
        const auto text = contentsOf(root.filePath("README.md"));
        QVERIFY(!text.isEmpty());
        QVERIFY2(text.count('\n') <= readmeLines, qPrintable(QString::number(text.count('\n'))));
        for (const bool pictures : {false, true})
            for (const auto& target : targets(text, pictures))
                QVERIFY2(target.contains("://") || root.exists(target), qPrintable(target));
    }

private:
    std::unique_ptr<ManualWindow> m_manual;
};

QUANTSCOPE_TEST(TestManual)
#include "tst_manual.moc"
