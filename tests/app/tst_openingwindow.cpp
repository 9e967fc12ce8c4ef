// SPDX-License-Identifier: GPL-3.0-or-later
// What people open in the window, by a path as the dialog gives it and by a drop: every line of models in both layouts,
// and damaged folders and tables, which are named as what they are while the model that was open stays.
#include <QApplication>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QRegularExpression>
#include <QToolButton>

#include <functional>

#include "gui/frame/messagestack.h"
#include "guitest.h"
#include "testmain.h"
#include "windowbench.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

const QString data = QUANTSCOPE_SOURCE_DIR "/tests/data";
const QByteArray lfsPointer = "version https://git-lfs.github.com/spec/v1\noid sha256:"
                              "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 32504\n";

using Damage = std::function<void(const QString& folder)>;

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s cannot be written", qPrintable(path));
}

Damage replaced(const char* name, const QByteArray& content)
{
    return [=](const QString& folder) { write(folder + '/' + name, content); };
}

Damage edited(const char* name, const QByteArray& from, const QByteArray& to)
{
    return [=](const QString& folder) {
        auto content = contentOf(folder + '/' + name);
        if (!content.contains(from))
            qFatal("%s has no %s", name, from.constData());
        write(folder + '/' + name, content.replace(from, to));
    };
}

// The index names two shards, one is there.
void halfDownloaded(const QString& folder)
{
    write(folder + "/model.safetensors.index.json",
          R"({"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}})");
    QFile::rename(folder + "/model.safetensors", folder + "/model-00001-of-00002.safetensors");
}

// The first number of a tensor becomes NaN: the safetensors file is a length, a header and the numbers behind it.
void holdsNan(const QString& folder)
{
    auto content = contentOf(folder + "/model.safetensors");
    const QByteArray name = "\"language_model.model.layers.0.mlp.up_proj.weight\"";
    const auto header = content.mid(8, content.indexOf('}', content.indexOf(name)) - 8);
    const auto offsets = header.mid(header.indexOf("\"data_offsets\"", header.indexOf(name)));
    const auto first = offsets.mid(offsets.indexOf('[') + 1).split(',').first().trimmed().toLongLong();
    const auto start = 8 + *reinterpret_cast<const qint64*>(content.constData());
    content.replace(start + first, 2, QByteArray::fromHex("c07f")); // bfloat16
    write(folder + "/model.safetensors", content);
}

void copyFolder(const QString& from, const QString& to)
{
    QDir().mkpath(to);
    for (const auto& name : QDir(from).entryList(QDir::Files))
        if (!QFile::copy(from + '/' + name, to + '/' + name))
            qFatal("%s cannot be copied", qPrintable(name));
}

}

class TestOpeningWindow : public QObject
{
    Q_OBJECT

    std::unique_ptr<WindowBench> m_bench;

    MessageStack* bar() const
    {
        return m_bench->window.findChild<MessageStack*>();
    }
    void drop(const QStringList& paths)
    {
        QMimeData mime;
        QList<QUrl> urls;
        for (const auto& path : paths)
            urls << QUrl::fromLocalFile(path);
        mime.setUrls(urls);
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&m_bench->window, &enter); // without it the drop has no target
        QDropEvent event({5, 5}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&m_bench->window, &event);
    }
    // No line of the message is cut off, or a button opens all of it.
    bool isWhole() const
    {
        for (auto* card : bar()->findChildren<MessageCard*>()) {
            if (card->text() != bar()->text() || !bar()->rect().contains(card->geometry()))
                continue;
            for (const auto* label : card->findChildren<QLabel*>())
                if (!label->text().isEmpty())
                    return card->rect().contains(label->geometry()) && label->sizeHint().width() <= label->width() &&
                        label->sizeHint().height() <= label->height() &&
                        (withoutSpaces(label->text()) == withoutSpaces(card->text()) || hasDetails(*card));
        }
        return false;
    }
    static QString withoutSpaces(QString text) // nor breaks
    {
        return text.remove(QRegularExpression("\\s"));
    }
    static bool hasDetails(const MessageCard& card)
    {
        const auto buttons = card.findChildren<QToolButton*>();
        return std::any_of(buttons.begin(), buttons.end(),
                           [](const auto* button) { return button->text() == "Details" && button->isVisible(); });
    }
    bool isOpen(const QString& folder, const QString& table) const
    {
        const auto& document = m_bench->session.document;
        return document.isOpen() && document.opened().sources.model == folder.toStdString() &&
            document.opened().data->name == table.toStdString();
    }
    bool waitsFor(const QString& folder, const QString& table) const
    {
        return QTest::qWaitFor([&] { return isOpen(folder, table); }, longWait);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_bench = std::make_unique<WindowBench>(1);
    }
    void cleanupTestCase()
    {
        m_bench.reset();
    }

    void everyLineOpens_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* family : {"qwen2", "qwen3", "llama", "phi3", "internlm2", "internlm3"})
            for (const char* layout : {"original", "hf"})
                QTest::addRow("%s, %s", family, layout) << QString("%1/%2").arg(family, layout);
    }
    void everyLineOpens()
    {
        QFETCH(QString, name);
        const auto folder = data + "/families/" + name;
        bar()->showMessage(MessageStack::Note, {});
        const auto& opened = m_bench->session.document.opened();
        const bool isDemo = opened.sources == demoSources(); // its questions make room for those beside the model
        const auto table = isDemo ? QString("OCRBench") : QString::fromStdString(opened.data->name);
        m_bench->window.openPath(folder);
        QCOMPARE(bar()->text().contains("OCRBench.tsv lies beside the model"), isDemo);
        bar()->showMessage(MessageStack::Note, {});
        QVERIFY2(waitsFor(folder, table), qPrintable(bar()->text()));
        drop({data + "/tinymodel"}); // another one between
        QVERIFY2(
            QTest::qWaitFor([&] { return m_bench->session.document.opened().outline->name == "tinymodel"; }, longWait),
            qPrintable(bar()->text()));
        drop({folder + "/OCRBench.tsv", folder});
        QVERIFY2(waitsFor(folder, "OCRBench"), qPrintable(bar()->text()));
        QVERIFY(m_bench->waitForBaseline());
        const auto& answers = m_bench->session.runs.all().front().answers;
        QVERIFY(!answers.empty() && answers.front() && answers.front()->problem.empty());
        QVERIFY2(bar()->text().isEmpty(), qPrintable(bar()->text()));
    }

    void damageIsNamed_data()
    {
        QTest::addColumn<Damage>("damage");
        QTest::addColumn<QString>("opened"); // behind the folder; empty: the folder itself
        QTest::addColumn<QStringList>("parts"); // of the message
        const auto row = [](const char* name, const Damage& damage, const QStringList& parts, const char* opened = "") {
            QTest::newRow(name) << damage << QString(opened) << parts;
        };
        const QByteArray page = "<!DOCTYPE html>\n<html><title>404</title></html>";
        row("lfs weights", replaced("model.safetensors", lfsPointer),
            {"model.safetensors", "Git LFS pointer", "git lfs pull"});
        row("lfs tokenizer", replaced("tokenizer.json", lfsPointer), {"tokenizer.json", "Git LFS pointer"});
        row("web page", replaced("config.json", page), {"config.json", "web page"});
        row("missing shard", halfDownloaded, {"model-00002-of-00002.safetensors", "not complete"});
        row("NaN", holdsNan, {"up_proj.weight", "NaN"});
        row("ratio", edited("config.json", "\"downsample_ratio\": 0.5", "\"downsample_ratio\": 1e308"),
            {"config.json", "downsample_ratio"});
        row("another model", replaced("config.json", R"({"architectures": ["Qwen2VLForConditionalGeneration"]})"),
            {"Qwen2-VL is not supported, it would need"});
        row(
            "no folder", [](const QString&) {}, {"there is no such file or folder"}, "/nothing");
        row("Latin-1", replaced("q.tsv", "index\timage\tquestion\tanswer\n0\tx\tna\xefve\t1\n"), {"q.tsv", "UTF-8"},
            "/q.tsv");
        row("UTF-16", replaced("q.tsv", QByteArray("\xff\xfei\0n\0d\0e\0x\0\n\0", 14)), {"q.tsv", "UTF-16"}, "/q.tsv");
        row("no rows", replaced("q.tsv", "index\timage\tquestion\tanswer\n"), {"q.tsv"}, "/q.tsv");
        row("no index", replaced("q.tsv", "image\tquestion\tanswer\nx\ty\tz\n"), {"q.tsv", "index"}, "/q.tsv");
    }
    void damageIsNamed()
    {
        QFETCH(Damage, damage);
        QFETCH(QString, opened);
        QFETCH(QStringList, parts);
        const auto whole = data + "/tinymodel";
        m_bench->window.openPath(whole);
        m_bench->window.openPath(whole + "/q.tsv");
        QVERIFY(waitsFor(whole, "q"));
        QVERIFY(m_bench->waitForBaseline());
        QTemporaryDir parent;
        const auto folder = parent.filePath("Modell 模型");
        copyFolder(whole, folder);
        damage(folder);
        const auto path = folder + opened;
        const auto isNamed = [&] {
            const auto text = bar()->text();
            return text.contains(folder) &&
                std::all_of(parts.begin(), parts.end(), [&](const QString& part) { return text.contains(part); });
        };
        for (const bool drops : {false, true}) {
            bar()->showMessage(MessageStack::Note, {});
            if (drops)
                drop({path});
            else
                m_bench->window.openPath(path);
            QVERIFY2(QTest::qWaitFor([&] { return !bar()->text().isEmpty(); }, longWait), qPrintable(path));
            QVERIFY2(isNamed(), qPrintable(bar()->text()));
            QTRY_VERIFY(isWhole());
            QVERIFY(isOpen(whole, "q"));
        }
        savePicture(m_bench->window, QString("opening-%1").arg(QTest::currentDataTag()).replace(' ', '-'));
    }
};

QUANTSCOPE_TEST(TestOpeningWindow)
#include "tst_openingwindow.moc"
