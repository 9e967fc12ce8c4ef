// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include "samples/imageloader.h"

namespace quantscope {

// One question of a SampleListModel (or a proxy of it): thumbnail, question, accepted answers and the two predictions
// one below the other with the differing characters marked. Old answers are dimmed.
class SampleDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit SampleDelegate(ImageLoader*, QObject* parent = nullptr);

    void paint(QPainter*, const QStyleOptionViewItem&, const QModelIndex&) const override;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override;
    // Over a damaged image: what is wrong with it. Elsewhere the model's tooltip.
    bool helpEvent(QHelpEvent*, QAbstractItemView*, const QStyleOptionViewItem&, const QModelIndex&) override;

private:
    ImageLoader::Result thumbnail(const QModelIndex&, const QStyleOptionViewItem&) const;
    void paintThumbnail(QPainter*, const QStyleOptionViewItem&, const QModelIndex&) const;

    ImageLoader* m_loader;
};

}
