// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/imageloader.h"

#include <algorithm>
#include <exception>

#include "samples/modelimage.h"

namespace quantscope {
namespace {

constexpr size_t mostWaiting = 64;

ImageLoader::Result decoded(const std::vector<uint8_t>& bytes, QSize box, ImageRoute route)
{
    ImageLoader::Result result;
    result.ready = true;
    try {
        const auto whole = modelImage(bytes, route, ImageLoader::tr("This image").toStdString());
        const bool fits = box.isEmpty() || (whole.width() <= box.width() && whole.height() <= box.height());
        result.image = fits ? whole : whole.scaled(box, Qt::KeepAspectRatio, Qt::SmoothTransformation);
        if (result.image.isNull())
            result.problem = ImageLoader::tr("The image is too large for the memory.");
    } catch (const std::exception& error) {
        result.problem = QString::fromUtf8(error.what());
    }
    return result;
}

}

ImageLoader::ImageLoader(int cacheMegabytes, QObject* parent)
    : QObject(parent)
    , m_cache(qsizetype(cacheMegabytes) * 1024)
{
    m_pool.setMaxThreadCount(1);
}

ImageLoader::~ImageLoader()
{
    m_pool.waitForDone();
}

ImageLoader::Result ImageLoader::request(const EncodedImage& bytes, QSize box, ImageRoute route)
{
    if (!bytes)
        return {QImage(), tr("The question has no image."), true};
    const Request wanted{bytes, box, route};
    if (const auto* entry = m_cache.object(wanted.key()))
        return entry->result;
    std::erase_if(m_waiting, [&](const Request& other) { return other.key() == wanted.key(); });
    m_waiting.push_back(wanted);
    if (m_waiting.size() > mostWaiting)
        m_waiting.erase(m_waiting.begin());
    startNext();
    return {};
}

void ImageLoader::clear()
{
    m_waiting.clear();
    m_cache.clear();
}

void ImageLoader::startNext()
{
    if (m_busy || m_waiting.empty())
        return;
    m_busy = true;
    const auto request = m_waiting.back();
    m_waiting.pop_back();
    m_pool.start([this, request] {
        const auto result = decoded(*request.bytes, request.box, request.route);
        QMetaObject::invokeMethod(
            this, [this, request, result] { finish(request, result); }, Qt::QueuedConnection);
    });
}

void ImageLoader::finish(const Request& request, const Result& result)
{
    m_busy = false;
    const auto kilobytes = std::clamp<qsizetype>(result.image.sizeInBytes() / 1024, 1, m_cache.maxCost());
    const Key key = request.key();
    m_cache.insert(key, new Entry{request.bytes, result}, kilobytes);
    // A view that paints twice while its image is being decoded has asked for it twice.
    std::erase_if(m_waiting, [&](const Request& other) { return other.key() == key; });
    startNext();
    emit loaded();
}

}
