// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTranslator>

#include <set>

#include "learn/learnpages.h"
#include "madeupmodel.h"
#include "recipe/settingrows.h"
#include "testmain.h"
#include "why/layerlist.h"
#include "why/whypopover.h"
#include "why/whytexts.h"

using namespace quantscope;

class WhyTextsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySettingHasOne();
    void everyPageExists();
    void sentencesAreWhole();
    void chineseIsWhole();
    void layersInFewWords();
    void cardShowsItsTexts();
    void cardWithoutAPageHasNoButton();
};

void WhyTextsTest::everySettingHasOne()
{
    std::set<std::string> settings, texts;
    for (const auto& row : settingRows())
        settings.insert(std::string(row.id));
    for (const auto& text : whyTexts())
        QVERIFY2(texts.insert(text.id).second, text.id);
    QCOMPARE(settings.size(), schemeFields().size() + 4 + 11);
    QVERIFY(settings == texts);
}

void WhyTextsTest::everyPageExists()
{
    std::set<std::string> pages, used;
    for (const auto& page : learnPages())
        pages.insert(page.id);
    for (const auto& text : whyTexts()) {
        const std::string page = text.page;
        QVERIFY2(page.empty() || pages.contains(page), text.id);
        used.insert(page);
    }
    // Only those about whole recipes and models, and the exercises, are no page of a setting.
    used.erase("");
    used.insert({"ladder", "steps", "formats", "bytes", "exercises"});
    QVERIFY(used == pages);
    QCOMPARE(std::string(whyText("rotate")->page), std::string("rotation"));
    QCOMPARE(std::string(whyText("weight_method")->page), std::string("gptq"));
    QCOMPARE(std::string(whyText("activation_static")->page), std::string("static"));
    QCOMPARE(std::string(whyText("protocol")->page), std::string());
    QVERIFY(!whyText("no such setting"));
}

void WhyTextsTest::sentencesAreWhole()
{
    for (const auto& text : whyTexts())
        for (const auto* sentence : {text.does, text.costs, text.hurts}) {
            const QString line = QString::fromUtf8(sentence);
            QVERIFY2(line.endsWith('.') && line[0].isUpper(), sentence);
            QVERIFY2(line.size() <= 230, sentence);
        }
}

void WhyTextsTest::chineseIsWhole()
{
    QTranslator chinese;
    QVERIFY(chinese.load(QStringLiteral(QUANTSCOPE_TRANSLATIONS) + QStringLiteral("/quantscope_zh.qm")));
    static const QRegularExpression han(QStringLiteral("[\\x{4e00}-\\x{9fff}]"));
    for (const auto& text : whyTexts())
        for (const auto* sentence : {text.does, text.costs, text.hurts}) {
            const auto line = chinese.translate("WhyTexts", sentence);
            QVERIFY2(line.contains(han) && line.endsWith(QStringLiteral("。")), sentence);
        }
}

void WhyTextsTest::layersInFewWords()
{
    const auto outline = madeUpModel(3, 2);
    const auto& layers = outline->layers;
    QVERIFY(layerLines(layers, {}).isEmpty());
    std::vector<int> chosen;
    for (size_t i = 0; i < layers.size(); ++i)
        if (layers[i].tower == Tower::Vision || layers[i].role == Role::ProjectorOut)
            chosen.push_back(static_cast<int>(i));
    QCOMPARE(layerLines(layers, chosen),
             (QStringList{"Vision: patch; blocks 0 to 2: qkv, proj, fc1, fc2", "Projector: mlp1.3"}));
    // One block without one of them.
    std::erase(chosen, layerNamed(*outline, "vision_model.encoder.layers.1.mlp.fc2"));
    std::erase(chosen, layerNamed(*outline, "mlp1.3"));
    QCOMPARE(layerLines(layers, chosen), QStringList{"Vision: patch; blocks 0 to 2: qkv, proj, fc1; blocks 0, 2: fc2"});
    QCOMPARE(layerLines(layers, {layerNamed(*outline, "language_model.model.layers.1.mlp.up_proj")}),
             QStringList{"Language model: block 1: up_proj"});
}

void WhyTextsTest::cardShowsItsTexts()
{
    WhyPopover popover;
    QSignalSpy lessons(&popover, &WhyPopover::lessonAsked);
    QSignalSpy closed(&popover, &WhyPopover::closed);
    QWidget anchor;
    anchor.resize(60, 20);
    anchor.show();
    WhyCard card{"Rotation <b>", "Turns & folds.", "Nothing.", "Never.", 2, {"Vision: patch", "Projector: mlp1.1"},
                 "rotation",     "vision.0.qkv",   false};
    popover.showBeside(anchor, card);
    QVERIFY(popover.isVisible());
    QCOMPARE(popover.findChild<QLabel*>("whyTitle")->text(), QString("Rotation <b>"));
    const auto text = popover.findChild<QLabel*>("whyText")->text();
    for (const char* part : {"Turns &amp; folds.", "What it costs:</b> Nothing.", "When it hurts:</b> Never."})
        QVERIFY2(text.contains(part), part);
    QCOMPARE(popover.findChild<QLabel*>("whyLayers")->text(),
             QString("It touches 2 layers:\nVision: patch\nProjector: mlp1.1\n"
                     "The selected layer, vision.0.qkv, is not one of them."));
    // The key that opens the lesson is under the finger.
    QTest::keyClick(popover.focusWidget(), Qt::Key_Space);
    QCOMPARE(lessons.count(), 1);
    QCOMPARE(lessons[0][0].toString(), QString("rotation"));
    QCOMPARE(closed.count(), 1);
    QVERIFY(!popover.isVisible());
}

void WhyTextsTest::cardWithoutAPageHasNoButton()
{
    WhyPopover popover;
    QWidget anchor;
    popover.showBeside(anchor, {"Protocol", "Says.", "Nothing.", "Never.", 0, {}, {}, {}, false});
    for (auto* button : popover.findChildren<QPushButton*>())
        QCOMPARE(button->isVisible(), button->text() == "&Close");
    QVERIFY(popover.findChild<QLabel*>("whyLayers")->text().contains("no layer"));
    QTest::keyClick(popover.focusWidget(), Qt::Key_Escape);
    QVERIFY(!popover.isVisible());
}

QUANTSCOPE_TEST(WhyTextsTest)
#include "tst_whytexts.moc"
