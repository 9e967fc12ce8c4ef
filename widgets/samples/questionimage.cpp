// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/questionimage.h"

#include <QTimer>

namespace quantscope {
namespace {

constexpr int imageMegabytes = 128;
constexpr int lateMilliseconds = 120;

}

QuestionImage::QuestionImage(QWidget* parent)
    : ImageView(parent)
    , m_loader(new ImageLoader(imageMegabytes, this))
    , m_late(new QTimer(this))
{
    // An image that comes at once replaces the last one without a flash.
    m_late->setSingleShot(true);
    m_late->setInterval(lateMilliseconds);
    connect(m_late, &QTimer::timeout, this, [this] {
        setImage({});
        setPlaceholder(tr("Reading the image…"));
    });
    connect(m_loader, &ImageLoader::loaded, this, &QuestionImage::take);
}

void QuestionImage::setQuestion(const EncodedImage& image, ImageRoute route)
{
    m_wanted = image;
    m_route = route;
    m_late->start();
    take();
}

void QuestionImage::clear()
{
    m_late->stop();
    m_wanted.reset();
    m_loader->clear();
    setTiling(std::nullopt);
    setImage({});
}

void QuestionImage::take()
{
    if (!m_late->isActive() && !m_wanted)
        return;
    const auto result = m_loader->request(m_wanted, {}, m_route);
    if (!result.ready)
        return;
    m_late->stop();
    m_wanted.reset();
    if (result.image.isNull()) {
        setProblem(result.problem);
        return;
    }
    setTiling(std::nullopt);
    setImage(result.image);
    emit imageShown(result.image.size());
}

}
